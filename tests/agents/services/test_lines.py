"""Standing in line: groups, priority, the last agent first, overflow, hours and caps."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from agents.engine import assign_waiting
from agents.models import CustomerCare, OpeningHours, Routing, Status
from agents.port import AgentAssignment
from agents.services.closing import close_by_agent
from agents.services.lines import overflow_due, pull
from agents.services.status import set_status
from agents.services.transfers import transfer_to_group
from chat.models import ChatSession
from chat.ports import Admission
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import close_chat_session, leave_message, open_chat_session
from tests.agents.build import (
    check_slots,
    decisions,
    events,
    group,
    opened,
    present,
    rings_at,
    stage,
    standing,
)
from tests.chat.build import customer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def front_desk():
    yield group()
    check_slots()


def test_the_group_of_the_language_gets_the_chat_session():
    chinese = group("中文", language="zh", for_everyone=False)
    who = customer()
    chinese.sites.add(who.site)
    opened(who, language="zh-CN")
    opened("Bob", language="en")
    assert [row.group.name for row in Routing.objects.order_by("waiting_since")] == ["中文", "Front desk"]


def test_priority_goes_first_and_ageing_makes_up_for_it(front_desk):
    first, vip = opened("Ada"), customer("Vip")
    CustomerCare.objects.create(customer=vip, priority=1)
    second = opened(vip)
    present(capacity=1)
    assign_waiting()
    assert (stage(first), stage(second)) == ("waiting", "offered")


def test_the_contacts_owner_is_asked_first_else_who_had_the_customer_last():
    mia, leo, zoe = present("mia", capacity=9), present("leo"), present("zoe")
    who = customer()
    set_status(agent_id=mia.id, status=Status.AWAY), set_status(agent_id=zoe.id, status=Status.AWAY)
    talk = opened(who)
    pull(chat_session_id=talk.id, agent_id=leo.id)
    close_by_agent(chat_session_id=talk.id, agent_id=leo.id)
    ChatSession.objects.update(closed_at=timezone.now() - timedelta(hours=1))
    for each in (mia, zoe):
        set_status(agent_id=each.id, status=Status.ONLINE)
    again = opened(who)
    assert (again.id != talk.id, rings_at(again)) == (True, "leo")
    close_by_agent_of_nobody(again)
    CustomerCare.objects.create(customer=who, owner=zoe)
    assert rings_at(opened(who)) == "zoe"


def close_by_agent_of_nobody(talk: ChatSession) -> None:
    from chat.services.chat_sessions import close_chat_session

    close_chat_session(chat_session=talk.id, by="customer", customer=talk.customer_id)
    ChatSession.objects.update(closed_at=timezone.now() - timedelta(hours=1))


def test_who_comes_back_soon_goes_on_in_the_same_chat_session_with_the_same_agent_first():
    mia, leo = present("mia", capacity=9), present("leo")
    who = customer()
    talk = opened(who)
    pull_by = leo if rings_at(talk) == "leo" else mia
    pull(chat_session_id=talk.id, agent_id=pull_by.id)
    close_by_agent(chat_session_id=talk.id, agent_id=pull_by.id)
    state = open_chat_session(customer_id=who.id)
    assert (state.id, state.phase, rings_at(talk)) == (talk.id, "waiting", pull_by.name.lower())
    assert events(talk) == ["opened", "assigned", "closed", "reopened"]


def test_after_the_longest_wait_the_overflow_group_takes_over_keeping_the_place(front_desk):
    helping = group("Helping")
    front_desk.max_wait_seconds, front_desk.overflow_group = 60, helping
    front_desk.save()
    talk = opened()
    since = Routing.objects.get().waiting_since
    assert overflow_due() == 0
    Routing.objects.update(overflow_at=timezone.now() - timedelta(seconds=1))
    assert (overflow_due(), overflow_due()) == (1, 0)
    routing = Routing.objects.get()
    assert (routing.group, routing.waiting_since, routing.overflow_at) == (helping, since, None)
    assert (decisions(talk)[-1], events(talk)[-1]) == (("overflowed", None), "requeued")


def admission() -> Admission:
    who = customer()
    return AgentAssignment().admission(site_id=who.site_id, customer_id=who.id, language="")


def test_beyond_the_cap_the_customer_may_leave_a_message(front_desk):
    front_desk.queue_cap = 1
    front_desk.save()
    assert admission().open
    opened()
    assert admission() == Admission(open=False, reason="full", queue=front_desk.id)
    with pytest.raises(Refused) as no:
        open_chat_session(customer_id=customer("Bob").id)
    assert (no.value.code, ChatSession.objects.count()) == ("offline", 1)


def test_outside_hours_the_customer_hears_when_it_opens(front_desk):
    today = timezone.now().weekday()
    OpeningHours.objects.create(group=front_desk, weekday=(today + 2) % 7, opens=time(9), closes=time(17))
    found = admission()
    opens = (timezone.now() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    assert found == Admission(open=False, reason="hours", opens_at=opens, queue=front_desk.id)


def test_a_left_message_waits_for_nobody_until_an_agent_takes_it_and_answers_in_the_same_thread():
    mia, who = present(), customer()
    talk_id, _ = leave_message(
        customer_id=who.id, client_id=uuid4(), text="call me", name="", email="", language=""
    )
    talk = ChatSession.objects.get(pk=talk_id)
    assign_waiting()
    assert (stage(talk), rings_at(talk), standing(talk)) == ("left", None, ("left", None))
    pull(chat_session_id=talk.id, agent_id=mia.id)
    assert (stage(talk), standing(talk)) == ("assigned", ("active", mia.id))
    assert events(talk) == ["left_message", "assigned"]


def test_who_waits_is_not_counted_for_a_message_that_is_left(front_desk, monkeypatch):
    monkeypatch.setattr(AgentAssignment, "admission", None)
    front_desk.queue_cap = 0
    front_desk.save()
    who = customer()
    leave_message(customer_id=who.id, client_id=uuid4(), text="call me", name="", email="", language="")
    assert Routing.objects.get().group == front_desk


def test_who_goes_on_while_the_last_group_is_closed_waits_in_the_one_that_is_open(front_desk):
    deliveries, who = group("Deliveries"), customer()
    talk, mia = opened(who), present()
    pull(chat_session_id=talk.id, agent_id=mia.id)
    transfer_to_group(chat_session_id=talk.id, agent_id=mia.id, group_id=deliveries.id)
    close_chat_session(chat_session=talk.id, by="customer")
    another_day = (timezone.now().weekday() + 3) % 7
    OpeningHours.objects.create(group=deliveries, weekday=another_day, opens=time(9), closes=time(17))
    assert open_chat_session(customer_id=who.id).id == talk.id
    assert (Routing.objects.get().group, rings_at(talk)) == (front_desk, "mia")
