"""Passing on: asked first, at once, to a queue, by force; helpers."""

import pytest
from django.contrib.auth.models import Group

from agents.models import Agent, Assignment, Status
from agents.services.helpers import invite, part
from agents.services.lines import give_back, pull
from agents.services.offers import accept_offer, decline_offer, expire_due
from agents.services.transfers import assign_by_supervisor, take_over, transfer_to_agent, transfer_to_group
from chat.log.writer import append
from chat.models import Message
from chat.protocol.refusals import Refused
from history.models import AuditEntry
from tests.agents.build import (
    check_slots,
    decisions,
    events,
    group,
    load,
    opened,
    oversees,
    present,
    refusal,
    ringing,
    rings_at,
    stage,
    standing,
    time_is_over,
)
from tests.chat.build import answered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def front_desk():
    yield group(auto_accept=True)
    check_slots()


@pytest.fixture
def mia():
    return present("mia", capacity=2)


@pytest.fixture
def leo():
    return present("leo", capacity=1, status=Status.BUSY)


@pytest.fixture
def talk(mia):
    return opened()


def test_a_transfer_at_once_moves_responsibility_slot_and_note(mia, leo, talk):
    transfer_to_agent(
        chat_session_id=talk.id, agent_id=mia.id, to_id=leo.id, ask=False, note_text="wants a refund"
    )
    assert (standing(talk), load(mia), load(leo)) == (("active", leo.id), 0, 1)
    assert events(talk) == ["opened", "assigned", "transferred"]
    assert Message.objects.get(lane="staff").text == "wants a refund"


def test_a_transfer_that_asks_stays_until_it_is_accepted(mia, leo, talk):
    transfer_to_agent(chat_session_id=talk.id, agent_id=mia.id, to_id=leo.id, ask=True)
    assert (standing(talk), rings_at(talk), load(mia), load(leo)) == (("active", mia.id), "leo", 1, 1)
    accept_offer(offer_id=ringing(talk).id, agent_id=leo.id)
    assert (standing(talk), rings_at(talk), load(mia), load(leo)) == (("active", leo.id), None, 0, 1)


@pytest.mark.parametrize("answer", ["declined", "expired"])
def test_a_transfer_that_is_not_accepted_changes_nothing(mia, leo, talk, answer):
    transfer_to_agent(chat_session_id=talk.id, agent_id=mia.id, to_id=leo.id, ask=True)
    offer = ringing(talk)
    if answer == "declined":
        decline_offer(offer_id=offer.id, agent_id=leo.id)
    else:
        time_is_over(offer)
        expire_due()
    assert (standing(talk), stage(talk), load(mia), load(leo)) == (("active", mia.id), "assigned", 1, 0)


def test_what_a_transfer_refuses(mia, leo, talk):
    other = present("zoe", capacity=0, status=Status.AWAY)
    ask = {"chat_session_id": talk.id, "ask": True}
    assert refusal(transfer_to_agent, agent_id=leo.id, to_id=mia.id, **ask) == "forbidden"
    assert refusal(transfer_to_agent, agent_id=mia.id, to_id=mia.id, **ask) == "forbidden"
    assert refusal(transfer_to_agent, agent_id=mia.id, to_id=talk.id, **ask) == "unknown"
    assert refusal(transfer_to_agent, agent_id=mia.id, to_id=other.id, **ask) == "full"
    transfer_to_agent(agent_id=mia.id, to_id=leo.id, **ask)
    other.capacity = 1
    other.save()
    assert refusal(transfer_to_agent, agent_id=mia.id, to_id=other.id, **ask) == "stale"


def test_nobody_is_passed_on_to_who_is_not_there(mia, leo, talk):
    Agent.objects.filter(pk=leo.pk).update(connected_until=None)
    to_leo = {"chat_session_id": talk.id, "agent_id": mia.id, "to_id": leo.id, "ask": False}
    assert refusal(transfer_to_agent, **to_leo) == "stale"
    assert (standing(talk), load(mia), load(leo)) == (("active", mia.id), 1, 0)


def test_who_helped_does_not_go_along_to_the_queue(mia, leo, talk):
    invite(chat_session_id=talk.id, agent_id=mia.id, helper_id=leo.id)
    give_back(chat_session_id=talk.id, agent_id=mia.id)
    talk.refresh_from_db()
    assert talk.participant_ids == []


def test_a_transfer_to_a_group_waits_there_at_the_place_of_its_first_wait(mia, talk):
    deliveries = group("Deliveries", auto_accept=False)
    transfer_to_group(chat_session_id=talk.id, agent_id=mia.id, group_id=deliveries.id)
    talk.refresh_from_db()
    assert (standing(talk), talk.queue_id, load(mia)) == (("waiting", None), deliveries.id, 0)
    assert talk.routing.waiting_since == talk.routing.order_at
    zoe = present("zoe", groups={deliveries: 1})
    from agents.engine import assign_waiting

    assign_waiting()
    assert (rings_at(talk), load(zoe)) == ("zoe", 1)


def test_given_back_it_waits_at_its_place_and_goes_to_somebody_else(mia, talk):
    give_back(chat_session_id=talk.id, agent_id=mia.id)
    assert (standing(talk), load(mia)) == (("waiting", None), 0)
    assert events(talk)[-1] == "requeued"
    zoe = present("zoe")
    from agents.engine import assign_waiting

    assign_waiting()
    assert standing(talk) == ("active", zoe.id)


def test_a_waiting_one_is_pulled_once(mia, leo):
    talks = [opened(str(n)) for n in range(3)]
    third = talks[2]
    assert standing(third) == ("waiting", None)
    for _ in range(2):
        pull(chat_session_id=third.id, agent_id=leo.id)
    assert (standing(third), load(leo)) == (("active", leo.id), 1)
    assert refusal(pull, chat_session_id=third.id, agent_id=mia.id) == "stale"
    assert refusal(pull, chat_session_id=opened("x").id, agent_id=leo.id) == "full"
    assert Assignment.objects.filter(chat_session=third).count() == 1


def test_a_helper_may_write_and_leave_and_takes_no_slot(mia, leo, talk):
    for _ in range(2):
        invite(chat_session_id=talk.id, agent_id=mia.id, helper_id=leo.id)
    talk.refresh_from_db()
    draft = answered(talk, sender_id=leo.id)
    (stored,) = append([draft])
    assert (standing(talk), load(leo), talk.participant_ids) == (("active", mia.id), 0, [leo.id])
    assert not isinstance(stored, Refused)
    part(chat_session_id=talk.id, agent_id=leo.id)
    (refused,) = append([answered(talk, sender_id=leo.id)])
    assert isinstance(refused, Refused)
    assert events(talk) == ["opened", "assigned", "joined", "parted"]
    assert refusal(invite, chat_session_id=talk.id, agent_id=leo.id, helper_id=mia.id) == "forbidden"


def supervisor(front_desk):
    sam = present("sam", status=Status.AWAY, capacity=0)
    oversees(sam, front_desk)
    sam.user.groups.add(Group.objects.get_or_create(name="Supervisors")[0])
    return sam


def test_a_supervisor_forces_more_than_the_capacity_and_it_is_audited(front_desk, mia, leo, talk):
    sam = supervisor(front_desk)
    leo.capacity = 0
    leo.save()
    for _ in range(2):
        assign_by_supervisor(chat_session_id=talk.id, agent_id=sam.id, to_id=leo.id)
    assert (standing(talk), load(mia), load(leo)) == (("active", leo.id), 0, 1)
    take_over(chat_session_id=talk.id, agent_id=sam.id)
    assert (standing(talk), load(leo), load(sam)) == (("active", sam.id), 0, 1)
    entries = AuditEntry.objects.order_by("at").values_list("action", "actor", "object_id")
    assert list(entries) == [("assignment.force", sam.user_id, talk.id)] * 2
    assert ("transferred", "sam") in decisions(talk)


def test_only_a_supervisor_of_the_group_may_take_over(mia, leo, talk):
    assert refusal(take_over, chat_session_id=talk.id, agent_id=leo.id) == "forbidden"
    assert (
        refusal(assign_by_supervisor, chat_session_id=talk.id, agent_id=leo.id, to_id=leo.id) == "forbidden"
    )
    assert (standing(talk), AuditEntry.objects.count()) == (("active", mia.id), 0)
