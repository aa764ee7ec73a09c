"""The hours end while somebody waits: they keep waiting while anybody is there, and then it is a left message."""

import json
from datetime import time, timedelta

import pytest
from django.utils import timezone

from agents.clocks import run_due
from agents.models import Agent, Decision, Holiday, OpeningHours, Routing, SkillGroup, Status
from agents.services.closing_time import waiting_in_vain
from agents.services.lines import pull
from agents.why import told
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope, customer_topic
from chat.models import Message
from chat.services.chat_sessions import open_chat_session
from tests.agents.build import (
    check_slots,
    close_until_later,
    decisions,
    events,
    group,
    opened,
    present,
    rings_at,
    stage,
    standing,
)

pytestmark = pytest.mark.django_db(transaction=True)


def opens(one: SkillGroup) -> None:
    one.opening_hours.all().delete()
    for weekday in range(7):
        OpeningHours.objects.create(group=one, weekday=weekday, opens=time(0), closes=time(0))


@pytest.fixture(autouse=True)
def front_desk():
    yield group(for_everyone=False)
    check_slots()


@pytest.fixture
def told_customer():
    found: list[Envelope] = []
    attach_node(found.extend)
    yield lambda talk: [json.loads(e.frame) for e in found if e.topic == customer_topic(talk.customer_id)]
    attach_node(None)


def test_what_waits_when_everybody_has_gone_home_is_a_left_message(front_desk, told_customer):
    talk = opened()
    close_until_later(front_desk)
    assert (run_due(), run_due()) == (1, 0)
    assert (standing(talk), stage(talk), Routing.objects.get().overflow_at) == (("left", None), "left", None)
    assert events(talk) == ["opened", "left_message"]
    assert Message.objects.filter(event={"name": "left_message", "reason": "hours"}).count() == 1
    assert decisions(talk) == [("waits", None), ("left", None)]
    assert told(Decision.objects.latest("id")) == "Left as a message: outside hours, and nobody is there"
    assert told_customer(talk)[-1]["chat_session"]["phase"] == "left"


@pytest.mark.parametrize("status", [Status.ONLINE, Status.BUSY, Status.AWAY])
def test_it_keeps_waiting_while_somebody_of_the_group_is_there(front_desk, status):
    mia = present("mia", groups={front_desk: 1}, capacity=0, status=status)
    talk = opened()
    close_until_later(front_desk)
    assert (run_due(), stage(talk)) == (0, "waiting")
    Agent.objects.filter(pk=mia.pk).update(status=Status.OFFLINE)
    assert (run_due(), stage(talk)) == (1, "left")


def test_somebody_of_another_group_is_not_waited_for(front_desk):
    present("leo", groups={group("Deliveries"): 1})
    talk = opened()
    close_until_later(front_desk)
    assert (waiting_in_vain(), stage(talk)) == (1, "left")


def test_but_of_the_group_that_helps_out(front_desk):
    front_desk.overflow_group = group("Helping")
    front_desk.save()
    leo = present("leo", groups={front_desk.overflow_group: 1})
    talk = opened()
    close_until_later(front_desk)
    assert (waiting_in_vain(), stage(talk)) == (0, "waiting")
    Agent.objects.filter(pk=leo.pk).update(connected_until=None)
    assert (waiting_in_vain(), stage(talk)) == (1, "left")


def test_within_the_hours_it_waits_though_nobody_is_there(front_desk):
    always, talk = opened("Ada"), opened("Bob")
    assert waiting_in_vain() == 0
    opens(front_desk)
    assert (waiting_in_vain(), stage(always), stage(talk)) == (0, "waiting", "waiting")


def test_on_a_holiday_it_does_not(front_desk):
    talk = opened()
    for day in (0, 1):  # whatever the minute
        Holiday.objects.create(group=front_desk, date=timezone.now().date() + timedelta(days=day))
    assert (waiting_in_vain(), stage(talk)) == (1, "left")


def test_who_rings_is_there(front_desk):
    present("mia", groups={front_desk: 1})
    talk = opened()
    close_until_later(front_desk)
    Agent.objects.update(connected_until=None)  # gone an instant ago, and not yet missed
    assert (waiting_in_vain(), rings_at(talk)) == (0, "mia")


def test_an_agent_answers_it_later_or_it_waits_again_when_the_customer_comes_back_in_time(front_desk):
    first, second = opened("Ada"), opened("Bob")
    close_until_later(front_desk)
    assert waiting_in_vain() == 2
    mia = present("mia", groups={front_desk: 1}, capacity=1)
    pull(chat_session_id=first.id, agent_id=mia.id)
    opens(front_desk)
    assert open_chat_session(customer_id=second.customer_id).phase == "waiting"
    assert (standing(first), stage(second)) == (("active", mia.id), "waiting")
    assert events(second) == ["opened", "left_message", "opened"]
