"""Offers: ring, accept, decline, none in time; late answers; misses."""

import msgspec
import pytest

from agents.models import Agent, Offer, Status
from agents.queue_board import PLACES
from agents.services.offers import accept_offer, decline_offer, expire_due, expire_offer
from agents.services.status import set_status
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope
from chat.services.chat_sessions import close_chat_session
from tests.agents.build import (
    check_slots,
    decisions,
    events,
    group,
    load,
    opened,
    present,
    refusal,
    ringing,
    rings_at,
    stage,
    standing,
    time_is_over,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def front_desk():
    yield group()
    check_slots()


def test_a_chat_session_rings_at_the_free_agent_and_takes_a_slot():
    mia, talk = present(), opened()
    assert (rings_at(talk), stage(talk), standing(talk), load(mia)) == (
        "mia",
        "offered",
        ("waiting", None),
        1,
    )


def test_accepting_makes_the_agent_responsible_in_the_same_slot():
    mia, talk = present(), opened()
    offer = ringing(talk)
    for _ in range(2):
        accept_offer(offer_id=offer.id, agent_id=mia.id)
    assert (standing(talk), stage(talk), load(mia)) == (("active", mia.id), "assigned", 1)
    assert events(talk) == ["opened", "assigned"]
    assert decisions(talk) == [("waits", None), ("offered", "mia"), ("accepted", "mia")]


def test_that_it_is_theirs_is_told_before_it_rings_no_more():
    mia, talk = present(), opened()
    told: list[Envelope] = []
    attach_node(told.extend)
    try:
        accept_offer(offer_id=ringing(talk).id, agent_id=mia.id)
    finally:
        attach_node(None)
    kinds = [msgspec.json.decode(each.frame)["type"] for each in told if each.topic != PLACES]
    assert kinds.index("entry") < kinds.index("offer_ended")


def test_declining_asks_the_next_and_frees_the_slot():
    mia, leo = present("mia"), present("leo", active_slots=0, capacity=4)
    talk = opened()
    first, second = (mia, leo) if rings_at(talk) == "mia" else (leo, mia)
    decline_offer(offer_id=ringing(talk).id, agent_id=first.id, reason="lunch")
    assert (rings_at(talk), load(first), load(second)) == (second.name.lower(), 0, 1)
    assert Offer.objects.get(outcome="declined").reason == "lunch"


def test_an_offer_that_nobody_answers_goes_on_to_the_next():
    present("mia"), present("leo")
    talk = opened()
    first = rings_at(talk)
    time_is_over(ringing(talk))
    assert (expire_due(), expire_due()) == (1, 0)
    assert {first, rings_at(talk)} == {"mia", "leo"}


def test_a_chat_session_that_everybody_declined_keeps_waiting_and_is_asked_again_later():
    mia, talk = present(), opened()
    decline_offer(offer_id=ringing(talk).id, agent_id=mia.id)
    assert (rings_at(talk), stage(talk), load(mia)) == (None, "waiting", 0)


def test_an_answer_after_the_deadline_is_stale():
    mia, talk = present(), opened()
    offer = ringing(talk)
    time_is_over(offer)
    assert refusal(accept_offer, offer_id=offer.id, agent_id=mia.id) == "stale"
    assert expire_offer(offer_id=offer.id)
    assert refusal(accept_offer, offer_id=offer.id, agent_id=mia.id) == "stale"
    assert refusal(decline_offer, offer_id=offer.id, agent_id=mia.id) == "stale"
    assert standing(talk) == ("waiting", None)


def test_somebody_elses_offer_is_stale_like_one_that_never_was():
    present()
    leo = present("leo", status=Status.AWAY)
    offer = ringing(opened())
    assert refusal(accept_offer, offer_id=offer.id, agent_id=leo.id) == "stale"
    assert refusal(accept_offer, offer_id=leo.id, agent_id=leo.id) == "stale"


def test_an_offer_whose_customer_left_is_withdrawn():
    mia, talk = present(), opened()
    offer = ringing(talk)
    close_chat_session(chat_session=talk.id, by="customer", customer=talk.customer_id)
    offer.refresh_from_db()
    assert (offer.outcome, load(mia), stage(talk)) == ("withdrawn", 0, "closed")
    assert refusal(accept_offer, offer_id=offer.id, agent_id=mia.id) == "stale"


def test_after_three_misses_in_a_row_the_agent_is_set_to_away():
    mia = present()
    for number in range(3):
        time_is_over(ringing(opened(f"c{number}")))
        expire_due()
    mia.refresh_from_db()
    assert (mia.status, mia.status_reason, mia.misses, mia.active_slots) == ("away", "missed", 0, 0)


def test_an_answer_of_any_kind_ends_the_row_of_misses():
    mia = present()
    time_is_over(ringing(opened("one")))
    expire_due()
    decline_offer(offer_id=ringing(opened("two")).id, agent_id=mia.id)
    assert Agent.objects.get().misses == 0


def test_who_goes_away_hears_it_ring_no_more():
    mia, leo = present(), present("leo", status=Status.AWAY)
    talk = opened()
    set_status(agent_id=leo.id, status=Status.ONLINE)
    set_status(agent_id=mia.id, status=Status.AWAY)
    assert (rings_at(talk), load(mia), load(leo)) == ("leo", 0, 1)
    assert decisions(talk) == [("waits", None), ("offered", "mia"), ("withdrawn", "mia"), ("offered", "leo")]


def test_a_busy_agent_keeps_what_rings_already():
    mia, talk = present(), opened()
    set_status(agent_id=mia.id, status=Status.BUSY)
    assert rings_at(talk) == "mia"
    assert rings_at(opened("Bob")) is None
