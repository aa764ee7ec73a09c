"""Who gets which chat session: the winner is named, ties and all."""

from datetime import timedelta
from uuid import UUID

import pytest

from agents.rules.allot import Allotment, PassedOver, Waiting
from agents.rules.candidates import Answer, Candidate, Obstacle
from tests.agents.rules.build import NOW, agent, ids

LATER = NOW + timedelta(seconds=12)


def share_first(candidate: Candidate) -> tuple:
    return (candidate.share, candidate.idle_since, candidate.agent_id)


def decided(waiting, candidates, rank=share_first):
    floor = Allotment(candidates, rank=rank, strategy="least_loaded", now=LATER)
    return [floor.choose(each) for each in waiting]


def chosen(*args, **more) -> list[int | None]:
    return [c.agent_id.int if c.agent_id else None for c in decided(*args, **more)]


def session(number: int = 1, **more) -> Waiting:
    return Waiting(UUID(int=100 + number), **more)


@pytest.mark.parametrize(
    ("_case", "candidates", "expected"),
    [
        ("nobody in the group", [], None),
        ("everyone full", [agent(1, busy=3)], None),
        ("no capacity at all", [agent(1, capacity=0)], None),
        ("share counts, not number", [agent(1, busy=2), agent(2, busy=3, capacity=6)], 2),
        ("tie: idle for longest", [agent(1, idle=5), agent(2, idle=9)], 2),
        ("full tie: lowest id", [agent(2), agent(1)], 1),
        ("away or busy", [agent(1, status="away"), agent(2, status="busy"), agent(5)], 5),
        ("offline or gone", [agent(3, status="offline"), agent(4, is_present=False), agent(5)], 5),
        ("in wrap-up until later", [agent(1, wrap_up_until=LATER + timedelta(seconds=1)), agent(2, busy=2)], 2),
        ("wrap-up is over", [agent(1, wrap_up_until=LATER), agent(2, busy=2)], 1),
    ],
)  # fmt: skip
def test_picks(_case, candidates, expected):
    assert chosen([session()], candidates) == [expected]
    assert chosen([session()], candidates[::-1]) == [expected]


def test_whoever_was_just_chosen_has_a_slot_less_for_the_next():
    line = [session(n) for n in range(5)]
    assert chosen(line, [agent(1, capacity=2), agent(2, capacity=2)]) == [1, 2, 1, 2, None]


def test_the_preferred_agent_goes_first_if_free():
    wants_two = session(preferred_agent_id=UUID(int=2))
    assert chosen([wants_two], [agent(1), agent(2, busy=2)]) == [2]
    assert decided([wants_two], [agent(1), agent(2, busy=2)])[0].why == "preferred"
    assert chosen([wants_two], [agent(1), agent(2, busy=3)]) == [1]


def test_who_declined_lately_is_not_asked_again_and_does_not_hold_up_the_line():
    no = session(1, answers={UUID(int=1): Answer("declined", NOW)})
    assert chosen([no, session(2)], [agent(1)]) == [None, 1]


def test_a_strategy_that_never_asks_is_pulled_from_only():
    never = decided([session(preferred_agent_id=UUID(int=1))], [agent(1)], rank=lambda c: None)
    assert (never[0].agent_id, never[0].passed_over) == (None, (PassedOver(Obstacle("never"), ids(1)),))


def test_each_candidate_and_why_not():
    line = [session(answers={UUID(int=4): Answer("declined", NOW), UUID(int=5): Answer("missed", NOW)})]
    candidates = [
        agent(1, busy=5, capacity=5), agent(2, status="away"), agent(3, is_present=False), agent(4), agent(5),
        agent(6, wrap_up_until=LATER + timedelta(seconds=9)), agent(7, status="away"), agent(8),
    ]  # fmt: skip
    (choice,) = decided(line, candidates)
    assert choice.agent_id == UUID(int=8)
    assert set(choice.passed_over) == {
        PassedOver(Obstacle("full", "5/5"), ids(1)),
        PassedOver(Obstacle("away"), ids(2, 7)),
        PassedOver(Obstacle("offline"), ids(3)),
        PassedOver(Obstacle("declined", "12"), ids(4)),
        PassedOver(Obstacle("missed", "12"), ids(5)),
        PassedOver(Obstacle("wrap_up", "9"), ids(6)),
    }


def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_candidates():
    line = [session(n) for n in range(3)]
    candidates = [agent(n, busy=n % 2, capacity=2) for n in range(1, 5)]
    assert chosen(line, candidates) == chosen(line, candidates[::-1]) == [2, 4, 1]
