"""The lease in the database, and who is gone or idle."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from agents.clock import database_now
from agents.models import Agent, Assignment, Offer, Status
from agents.services.absence import begin_absence
from agents.services.presence import (
    arrive,
    gone_agents,
    here,
    idle_agents,
    linger,
    renew_leases,
    tell_who_left,
)
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope
from tests.agents.build import group, opened, present, standing
from tests.agents.presence.build import arrived, lease_seconds, left, redis_decides, seen
from tests.chat.build import agent

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timezone.now() - timedelta(hours=1)


def test_renewing_leases_is_one_query_that_also_notes_who_was_seen(django_assert_num_queries):
    mia, leo, zoe = (agent(name, active_at=LONG_AGO) for name in ("mia", "leo", "zoe"))
    with django_assert_num_queries(1):
        renew_leases([mia.id, leo.id], active={leo.id, zoe.id})
    assert [lease_seconds(each) for each in (mia, leo, zoe)] == [15, 15, None]
    assert [seen(each) for each in (mia, leo, zoe)] == [False, True, False]


def test_a_renewal_passes_over_who_is_being_decided_about_and_waits_for_nobody():
    mia, leo = agent("mia"), agent("leo")

    def renew() -> None:
        renew_leases([mia.id, leo.id])
        connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        Agent.objects.select_for_update(no_key=True).get(pk=mia.id)
        other.submit(renew).result(timeout=20)
    assert [lease_seconds(each) for each in (mia, leo)] == [None, 15]


@pytest.mark.parametrize(
    ("before_seconds", "expected"), [(15, 5), (3, 3), (None, None)], ids=["leased", "nearly over", "never"]
)
def test_the_last_console_closed_a_lease_lingers_and_is_never_prolonged(before_seconds, expected):
    until = None if before_seconds is None else timezone.now() + timedelta(seconds=before_seconds)
    mia = agent("mia", connected_until=until)
    linger([mia.id])
    assert lease_seconds(mia) == expected


def test_who_arrives_is_leased_seen_and_gets_what_waits():
    group(auto_accept=True)
    mia, talk = agent("mia", status=Status.ONLINE, active_at=LONG_AGO), opened()
    arrive(agent_id=mia.id)
    assert (lease_seconds(mia), seen(mia), standing(talk)) == (15, True, ("active", mia.id))


def test_a_further_connection_of_who_is_here_is_no_sign_of_a_person():
    mia = present(active_at=LONG_AGO)
    arrive(agent_id=mia.id)
    assert (lease_seconds(mia), seen(mia)) == (15, False)


def test_everybody_hears_of_who_arrives_and_nobody_of_a_further_tab():
    heard: list[str] = []
    attach_node(lambda envelopes: heard.extend(each.topic for each in envelopes))
    try:
        mia = agent("mia")
        arrive(agent_id=mia.id)
        first = len(heard)
        arrive(agent_id=mia.id)
    finally:
        attach_node(None)
    assert (first, len(heard)) == (2, 2)  # themselves and the floor


def test_who_arrives_in_time_is_missed_no_more():
    group(auto_accept=True)
    mia, talk = present(), opened()
    begin_absence(agent_id=mia.id)
    arrive(agent_id=mia.id)
    talk.refresh_from_db()
    assert talk.absent_until is None


def test_the_lease_in_the_database_decides_when_redis_cannot_say():
    group(auto_accept=True)
    mia, _ = present(), opened()
    assert gone_agents(database_now()) == []
    linger([mia.id])
    assert gone_agents(database_now()) == []
    Agent.objects.update(connected_until=LONG_AGO)
    assert gone_agents(database_now()) == [mia.id]
    assert here([mia.id]) == set()


@pytest.mark.parametrize("auto_accept", [True, False], ids=["answers", "is asked"])
@pytest.mark.parametrize(
    ("in_redis", "leased", "expected"),
    [(True, True, False), (True, False, False), (False, True, False), (False, False, True)],
)
def test_gone_is_who_both_redis_and_the_database_do_not_know(auto_accept, in_redis, leased, expected):
    group(auto_accept=auto_accept)
    mia, _ = present(), opened()
    hers = arrived(mia.id)
    redis_decides()
    if not in_redis:
        left(hers)
    if not leased:
        Agent.objects.update(connected_until=LONG_AGO)
    assert gone_agents(database_now()) == ([mia.id] if expected else [])
    assert here([mia.id]) == (set() if expected else {mia.id})


def test_who_has_nothing_to_answer_is_not_missed():
    group(auto_accept=True)
    mia, _ = present(), opened()
    Assignment.objects.update(ended_at=timezone.now())
    Agent.objects.update(connected_until=None)
    assert gone_agents(database_now()) == []
    assert (Offer.objects.count(), here([mia.id])) == (0, set())


def test_idle_is_who_is_online_and_was_not_seen_for_so_long():
    now = database_now()
    ages = {"mia": 901, "leo": 900, "zoe": 899}
    mia, leo, _ = [present(name, active_at=now - timedelta(seconds=age)) for name, age in ages.items()]
    for status in (Status.AWAY, Status.BUSY, Status.OFFLINE):
        present(status, status=status, active_at=LONG_AGO)
    assert idle_agents(now, 900) == [mia.id, leo.id]
    assert idle_agents(now, 0) == []


def test_colleagues_hear_once_that_somebody_left():
    group()
    mia = present("mia")
    told: list[Envelope] = []
    present("leo")
    Agent.objects.filter(pk=mia.pk).update(connected_until=LONG_AGO)
    attach_node(told.extend)
    try:
        assert (tell_who_left(), tell_who_left()) == (1, 0)
    finally:
        attach_node(None)
    assert [json.loads(e.frame)["colleague"]["effective"] for e in told if e.topic == "floor"] == ["offline"]
