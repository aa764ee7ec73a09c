"""An agent who drops out: a while to come back, then the queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.engine import assign_waiting
from agents.models import Agent, Assignment, SkillGroup, Status
from agents.services.absence import begin_absence, end_absence, requeue_due
from agents.services.status import set_status
from tests.agents.build import (
    check_slots,
    decisions,
    events,
    group,
    load,
    opened,
    present,
    rings_at,
    stage,
    standing,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def front_desk():
    yield group(auto_accept=True, grace_seconds=30)
    check_slots()


def time_is_over() -> None:
    Assignment.objects.filter(ended_at=None).update(absent_until=timezone.now() - timedelta(seconds=1))


def dropped_out(agent: Agent) -> None:
    Agent.objects.filter(pk=agent.pk).update(status=Status.OFFLINE)
    begin_absence(agent_id=agent.pk)


def test_the_chat_session_waits_for_its_agent_and_says_until_when():
    mia, talk = present(), opened()
    before = timezone.now()
    assert (begin_absence(agent_id=mia.id), begin_absence(agent_id=mia.id)) == (1, 0)
    talk.refresh_from_db()
    assert talk.absent_until is not None
    assert timedelta(seconds=29) < talk.absent_until - before < timedelta(seconds=31)
    assert (standing(talk), load(mia)) == (("active", mia.id), 1)


def test_back_in_time_nothing_has_changed():
    mia, talk = present(), opened()
    begin_absence(agent_id=mia.id)
    assert (end_absence(agent_id=mia.id), end_absence(agent_id=mia.id)) == (1, 0)
    assert requeue_due() == 0
    talk.refresh_from_db()
    assert (talk.absent_until, standing(talk)) == (None, ("active", mia.id))
    assert events(talk) == ["opened", "assigned"]


def test_after_it_the_chat_session_is_back_at_its_place_in_the_queue():
    mia = present(capacity=2)
    talk, other = opened("Ada"), opened("Bob")
    later = opened("Cy")
    assert stage(later) == "waiting"
    dropped_out(mia)
    time_is_over()
    assert (requeue_due(), requeue_due()) == (2, 0)
    assert (standing(talk), load(mia), events(talk)[-1]) == (("waiting", None), 0, "requeued")
    present("leo", capacity=2)
    assign_waiting()
    assert [stage(each) for each in (talk, other, later)] == ["assigned", "assigned", "waiting"]


def test_what_rings_at_who_dropped_out_rings_elsewhere():
    SkillGroup.objects.update(auto_accept=False)
    mia, leo = present(), present("leo", status=Status.AWAY)
    talk = opened()
    assert rings_at(talk) == "mia"
    Agent.objects.filter(pk=leo.pk).update(status=Status.ONLINE)
    dropped_out(mia)
    assert (rings_at(talk), load(mia)) == ("leo", 0)
    assert decisions(talk)[1:] == [("offered", "mia"), ("withdrawn", "mia"), ("offered", "leo")]


def test_who_comes_back_too_late_gets_what_still_waits_at_once():
    mia, talk = present(), opened()
    dropped_out(mia)
    time_is_over()
    assert (requeue_due(), standing(talk)) == (1, ("waiting", None))
    set_status(agent_id=mia.id, status=Status.ONLINE)
    assert standing(talk) == ("active", mia.id)
