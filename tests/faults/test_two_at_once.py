"""Two who want the same at the same instant: exactly one wins, the other is told, and everything stays exact."""

from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db.models.functions import Now

from agents.models import Agent, Assignment, Offer, Routing, Stage
from agents.services.closing import close_by_agent
from agents.services.closing_time import waiting_in_vain
from agents.services.lines import give_back, pull
from agents.services.offers import accept_offer, decline_offer, expire_offer
from agents.services.transfers import assign_by_supervisor, take_over, transfer_to_agent
from agents.slots import take_slot
from chat.models import ChatSession
from chat.services.chat_sessions import close_chat_session
from tests.agents.build import check_slots, close_until_later, oversees, ringing
from tests.agents.build import group as group_of
from tests.agents.invariants import check_owners, without_deadlocks
from tests.agents.presence.build import forget_presence
from tests.agents.queues import crew_of, line_of
from tests.faults.hands import Deed, hands

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

ROUNDS = 100
CROSSINGS = 40
TIMEOUTS = 1_000
STEP_US = 100
SOON = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _exact():
    forget_presence()
    with without_deadlocks():
        yield
        check_owners()
        check_slots()


@pytest.fixture
def front():
    """Nobody is asked by the engine: who gets what is up to the test."""
    return group_of(strategy="manual", misses_until_away=0)


@pytest.fixture
def pair(front):
    """Mia and Leo, with room for everything."""
    mia, leo = crew_of(2, [front], capacity=TIMEOUTS)
    oversees(leo, front)
    return mia, leo


def offered(talk: ChatSession, agent: Agent) -> Offer:
    """As the engine would have."""
    assert talk.queue_id is not None
    take_slot(agent.id)
    Routing.objects.filter(pk=talk.pk).update(stage=Stage.OFFERED)
    return Offer.objects.create(
        chat_session=talk, agent=agent, group_id=talk.queue_id, made_at=Now(), deadline=Now() + SOON
    )


def owner(talk: ChatSession) -> UUID | None:
    return Assignment.objects.filter(chat_session=talk, ended_at=None).values_list("agent", flat=True).first()


def outcome(offer: Offer) -> str | None:
    return Offer.objects.values_list("outcome", flat=True).get(pk=offer.pk)


def test_accept_against_timeout_within_a_millisecond(front, pair):
    mia, _ = pair
    won: Counter[str] = Counter()
    deadline_us = 5_000
    with hands() as two:
        for talk in line_of(TIMEOUTS, front):
            offer = offered(talk, mia)

            def times_out(offer: Offer = offer) -> bool:
                """The sweep looks again and again."""
                while not expire_offer(offer_id=offer.id):
                    if outcome(offer) is not None:
                        return False
                return True

            Offer.objects.filter(pk=offer.pk).update(deadline=Now() + timedelta(microseconds=deadline_us))
            match two.at_once(partial(accept_offer, offer_id=offer.id, agent_id=mia.id), times_out):
                case [None, False]:
                    winner, loser_sees, has_it = "accept", "accepted", mia.id
                    deadline_us -= STEP_US
                case ["stale", True]:
                    winner, loser_sees, has_it = "timeout", "expired", None
                    deadline_us += STEP_US
                case neither_or_both:
                    pytest.fail(str(neither_or_both))
            won[winner] += 1
            assert (outcome(offer), owner(talk)) == (loser_sees, has_it)
    assert won.total() == TIMEOUTS
    assert min(won["accept"], won["timeout"]) > TIMEOUTS // 4, won
    assert Agent.objects.get(pk=mia.pk).active_slots == won["accept"]


def test_taking_one_while_the_sweep_finds_that_everybody_has_gone_home(front, pair):
    mia, _ = pair
    close_until_later(front)
    Agent.objects.update(connected_until=None)
    with hands() as two:
        for _ in range(ROUNDS):
            (talk,) = line_of(1, front)
            taken, _ = two.at_once(partial(pull, chat_session_id=talk.id, agent_id=mia.id), waiting_in_vain)
            assert (taken, owner(talk)) == (None, mia.id)


def test_accept_against_the_customer_who_leaves(front, pair):
    mia, _ = pair
    with hands() as two:
        for talk in line_of(ROUNDS, front):
            offer = offered(talk, mia)
            accepted, closed = two.at_once(
                partial(accept_offer, offer_id=offer.id, agent_id=mia.id),
                partial(close_chat_session, chat_session=talk.id, by="customer"),
            )
            assert closed is True
            assert (accepted, outcome(offer)) in [(None, "accepted"), ("stale", "withdrawn")]
            assert owner(talk) is None


def test_accept_against_decline_in_another_tab(front, pair):
    mia, _ = pair
    with hands() as two:
        for talk in line_of(ROUNDS, front):
            offer = offered(talk, mia)
            found = two.at_once(
                partial(accept_offer, offer_id=offer.id, agent_id=mia.id),
                partial(decline_offer, offer_id=offer.id, agent_id=mia.id),
            )
            assert (found, outcome(offer), owner(talk)) in [
                ([None, "stale"], "accepted", mia.id),
                (["stale", None], "declined", None),
            ]


def test_two_pull_the_same_one(front, pair):
    mia, leo = pair
    with hands() as two:
        for talk in line_of(ROUNDS, front):
            found = two.at_once(*(partial(pull, chat_session_id=talk.id, agent_id=a.id) for a in pair))
            assert (found, owner(talk)) in [([None, "stale"], mia.id), (["stale", None], leo.id)]


def test_a_transfer_against_the_customer_who_leaves(front, pair):
    mia, leo = pair
    with hands() as two:
        for number, talk in enumerate(line_of(ROUNDS, front)):
            pull(chat_session_id=talk.id, agent_id=mia.id)
            transferred, closed = two.at_once(
                partial(
                    transfer_to_agent,
                    chat_session_id=talk.id, agent_id=mia.id, to_id=leo.id, ask=bool(number % 2),
                ),
                partial(close_chat_session, chat_session=talk.id, by="customer"),
            )  # fmt: skip
            assert closed is True
            assert transferred in [None, "forbidden"]
            assert owner(talk) is None
    assert Agent.objects.filter(active_slots=0).count() == 2


def test_a_transfer_against_the_end_by_the_same_agent(front, pair):
    mia, leo = pair
    with hands() as two:
        for talk in line_of(ROUNDS, front):
            pull(chat_session_id=talk.id, agent_id=mia.id)
            found = two.at_once(
                partial(transfer_to_agent, chat_session_id=talk.id, agent_id=mia.id, to_id=leo.id, ask=False),
                partial(close_by_agent, chat_session_id=talk.id, agent_id=mia.id),
            )
            assert (found, owner(talk)) in [([None, "forbidden"], leo.id), (["forbidden", None], None)]


def test_a_supervisor_by_force_against_accept(front, pair):
    mia, leo = pair
    with hands() as two:
        for talk in line_of(ROUNDS, front):
            offer = offered(talk, mia)
            accepted, forced = two.at_once(
                partial(accept_offer, offer_id=offer.id, agent_id=mia.id),
                partial(assign_by_supervisor, chat_session_id=talk.id, agent_id=leo.id, to_id=leo.id),
            )
            assert forced is None
            assert (accepted, outcome(offer)) in [(None, "accepted"), ("stale", "withdrawn")]
            assert owner(talk) == leo.id


def test_two_transfers_that_cross(front, pair):
    """Each takes a slot of one agent and frees one of the other: they must not wait for each other in a circle."""
    mia, leo = pair
    line = line_of(2 * CROSSINGS, front)
    with hands() as two:
        for his, hers in zip(line[::2], line[1::2], strict=True):
            pull(chat_session_id=hers.id, agent_id=mia.id)
            pull(chat_session_id=his.id, agent_id=leo.id)
            found = two.at_once(
                partial(transfer_to_agent, chat_session_id=hers.id, agent_id=mia.id, to_id=leo.id, ask=False),
                partial(transfer_to_agent, chat_session_id=his.id, agent_id=leo.id, to_id=mia.id, ask=False),
            )
            assert (found, owner(his), owner(hers)) == ([None, None], mia.id, leo.id)


@pytest.mark.parametrize("end", ["accepted", "closed", "taken over", "given back"])
def test_two_asked_transfers_that_cross(front, pair, end):
    mia, leo = pair
    line = line_of(2 * CROSSINGS, front)
    with hands() as two:
        for his, hers in zip(line[::2], line[1::2], strict=True):
            deeds: list[Deed] = []
            for talk, sender, to in ((his, leo, mia), (hers, mia, leo)):
                pull(chat_session_id=talk.id, agent_id=sender.id)
                transfer_to_agent(chat_session_id=talk.id, agent_id=sender.id, to_id=to.id, ask=True)
                ways: dict[str, Deed] = {
                    "accepted": partial(accept_offer, offer_id=ringing(talk).id, agent_id=to.id),
                    "closed": partial(close_chat_session, chat_session=talk.id, by="customer"),
                    "taken over": partial(take_over, chat_session_id=talk.id, agent_id=leo.id),
                    "given back": partial(give_back, chat_session_id=talk.id, agent_id=sender.id),
                }
                deeds.append(ways[end])
            two.at_once(*deeds)
            assert (owner(his), owner(hers)) == {
                "accepted": (mia.id, leo.id),
                "closed": (None, None),
                "taken over": (leo.id, leo.id),
                "given back": (None, None),
            }[end]
