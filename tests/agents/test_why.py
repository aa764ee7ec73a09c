"""Why this agent, why still waiting?"""

import pytest

from agents.models import Agent, Decision, Status
from agents.services.offers import accept_offer, decline_offer
from agents.why import told, trace
from agents.why import words as in_words
from tests.agents.build import group, opened, present, ringing

pytestmark = pytest.mark.django_db(transaction=True)


def words(talk) -> list[tuple[str, str | None, list[tuple[str, list[str]]]]]:
    steps = trace(ref=1, chat_session_id=talk.id).steps
    return [(s.kind, s.agent, [(p.text, p.agents) for p in s.passed_over]) for s in steps]


def still(talk) -> dict[str, list[str]] | None:
    found = trace(ref=1, chat_session_id=talk.id).still_waiting
    return None if found is None else {p.code: p.agents for p in found}


def test_each_decision_names_who_was_passed_over_and_why():
    front = group(for_everyone=False)
    mia = present("mia", groups={front: 1})
    present("leo", groups={front: 1}, status=Status.AWAY)
    full = present("zoe", groups={front: 1}, capacity=2)
    Agent.objects.filter(pk=full.pk).update(active_slots=2)
    present("outside")
    talk = opened()
    decline_offer(offer_id=ringing(talk).id, agent_id=mia.id, reason="lunch")
    assert words(talk) == [
        ("waits", None, []),
        ("offered", "Mia", [("away", ["Leo"]), ("full 2/2", ["Zoe"])]),
        ("declined", "Mia", []),
    ]
    assert [step.text for step in trace(ref=1, chat_session_id=talk.id).steps] == [
        "Began to wait",
        "Offered to Mia: least loaded",
        "Mia declined: lunch",
    ]
    assert still(talk) == {
        "away": ["Leo"],
        "full": ["Zoe"],
        "declined": ["Mia"],
        "not_in_group": ["Outside"],
    }


def test_what_does_not_wait_has_no_reason_to():
    group()
    mia, talk = present(), opened()
    accept_offer(offer_id=ringing(talk).id, agent_id=mia.id)
    assert still(talk) is None


def test_a_trace_costs_a_fixed_number_of_queries(django_assert_num_queries):
    group()
    for n in range(5):
        present(f"a{n}", status=Status.AWAY)
    talk = opened()
    with django_assert_num_queries(6):
        trace(ref=1, chat_session_id=talk.id)


@pytest.mark.parametrize(
    ("code", "detail", "text"),
    [
        ("full", "5/5", "full 5/5"),
        ("declined", "12 s", "declined 12 s ago"),
        ("missed", "3 s", "did not answer 3 s ago"),
        ("wrap_up", "9 s", "in wrap-up 9 s"),
        ("away", "", "away"),
        ("not_in_group", "", "not in group"),
    ],
)
def test_obstacles_in_words(code, detail, text):
    assert in_words(code, detail) == text


@pytest.mark.parametrize(
    ("kind", "why", "text"),
    [
        ("waits", "", "Began to wait"),
        ("offered", "preferred", "Offered to Mia: asked first for this customer"),
        ("offered", "transfer", "Offered to Mia: transfer"),
        ("assigned", "longest_idle", "Given to Mia: longest idle"),
        ("accepted", "", "Mia accepted"),
        ("declined", "", "Mia declined"),
        ("expired", "rang 20 s", "Mia did not answer: rang 20 s"),
        ("withdrawn", "agent went away", "Stopped ringing at Mia: agent went away"),
        ("pulled", "", "Mia took it"),
        ("forced", "", "Assigned to Mia"),
        ("transferred", "", "Passed on to Mia"),
        ("requeued", "given back", "Back in line: given back"),
        ("overflowed", "60 s in Front desk", "Came from another queue: 60 s in Front desk"),
        ("absent", "30 s to come back", "Mia dropped out: 30 s to come back"),
        ("back", "", "Mia came back"),
        ("left", "", "Left as a message"),
        ("closed", "", "Closed"),
    ],
)
def test_every_kind_of_decision_in_words(kind, why, text):
    assert told(Decision(kind=kind, agent=Agent(name="Mia"), by=Agent(name="Leo"), why=why)) == text


def test_a_group_to_which_it_was_passed_on_is_named():
    assert (
        told(Decision(kind="transferred", by=Agent(name="Leo"), why="Deliveries"))
        == "Passed on to Deliveries"
    )


@pytest.mark.parametrize("kind", ["forced", "transferred"])
def test_who_assigns_to_themselves_takes_over(kind):
    sam = Agent(name="Sam")
    assert told(Decision(kind=kind, agent=sam, by=sam)) == "Sam took over"
