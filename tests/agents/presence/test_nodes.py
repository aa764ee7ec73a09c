"""Presence over real nodes: killed, stopped, and changed for one another."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from agents.models import Agent, Status
from agents.presence.who import present_agents
from agents.services.presence import gone_agents
from agents.services.tickets import issue_ticket
from tests.agents.presence.build import redis_decides, redis_seconds
from tests.chat.build import agent
from tests.live import LiveNode, nodes, until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("close_threads_connection"),
]


@pytest.fixture
def pair(live_env, tmp_path):
    with nodes(*(LiveNode(tmp_path / f"{n}.log", live_env) for n in range(2))) as started:
        yield started


@pytest.fixture
def mia():
    made: Any = agent("mia", status=Status.ONLINE)
    client = Client()
    client.force_login(made.user)
    made.login = str(client.session.session_key)
    return made


async def console(node: LiveNode, mia: Any) -> Any:
    """An open one, greeted with its workspace."""
    ticket = await sync_to_async(lambda: issue_ticket(agent=mia, login_session_key=mia.login))()
    made = node.agent(ticket, mia.login)
    await made.connect()
    return made


def in_redis(mia: Any) -> int:
    return redis_seconds(mia.id) or 0


async def test_whoever_closes_the_page_is_soon_gone_and_who_moves_to_another_node_is_not(pair, mia):
    here, there = pair
    before = await console(here, mia)
    redis_decides()
    assert present_agents() == frozenset({mia.id})
    after = await console(there, mia)
    await before.close()
    await until(lambda: in_redis(mia) < 14)
    await until(lambda: in_redis(mia) > 13)  # renewed by the other node since
    assert present_agents() == frozenset({mia.id})
    await after.close()
    await until(lambda: in_redis(mia) <= 5)
    await until(lambda: present_agents() == frozenset())
    assert "Traceback" not in here.said() + there.said()


async def test_a_node_that_is_stopped_takes_nobody_with_it(pair, mia):
    await console(pair[0], mia)
    assert pair[0].stop() in {0, -15}
    assert in_redis(mia) > 5
    back = await console(pair[1], mia)
    assert in_redis(mia) > 13
    await back.close()
    assert "Traceback" not in pair[0].said() + pair[1].said()


async def test_the_leases_of_a_killed_node_run_out_by_themselves(pair, mia):
    await console(pair[0], mia)
    redis_decides()
    pair[0].kill()
    assert present_agents() == frozenset({mia.id})
    await until(lambda: present_agents() == frozenset())
    later = timezone.now() + timedelta(seconds=1)
    assert not await Agent.objects.filter(connected_until__gt=later).aexists()
    assert await sync_to_async(gone_agents)(timezone.now()) == []  # there was nothing to answer
