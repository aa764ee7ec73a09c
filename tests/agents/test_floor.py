"""The floor of a node in memory, on the run's own Redis and database."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import redis
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from agents import floor as floor_module
from agents.floor import Floor
from agents.models import Agent
from agents.presence.link import link
from agents.services.presence import renew_leases
from agents.services.tickets import Admitted
from chat.hub.connection import Connection, PolledConnection
from chat.hub.topics import queue_topic
from chat.node import Node
from chat.protocol.refusals import CloseCode
from cs_platform.embedded.redis import EmbeddedRedis
from tests.agents.build import group
from tests.agents.presence.build import connections_in_redis, lease_seconds, redis_seconds, seen
from tests.chat.build import agent, node_in_memory
from tests.live import until

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timezone.now() - timedelta(hours=1)


class Socket(Connection):
    """A console's connection, and the code it was ended with."""

    ended: CloseCode | None = None

    def push(self, frame: bytes) -> None:
        return

    def end(self, code: CloseCode) -> None:
        self.ended = code


@pytest.fixture
def mia():
    return agent("mia", active_at=LONG_AGO)


def admitted(of: Agent) -> Admitted:
    """One login of an agent."""
    client = Client()
    client.force_login(of.user)
    return Admitted(of.id, of.name, str(client.session.session_key))


@pytest.fixture
def who(mia) -> Admitted:
    return admitted(mia)


@pytest.fixture
async def node():
    async with node_in_memory() as node:
        yield node


@pytest.fixture
async def floor(node: Node) -> Floor:
    return node.service(Floor)


@pytest.fixture
def quick(monkeypatch) -> None:
    """Checks follow each other at once."""
    monkeypatch.setattr(floor_module, "CHECK_SECONDS", 0.01)


def leases(mia: Agent) -> tuple[int | None, int | None]:
    """What is left in Redis and in the database, in seconds."""
    return redis_seconds(mia.id), lease_seconds(mia)


async def until_leased(mia: Agent, seconds: int) -> None:
    """Until both Redis and the database have the agent leased for that long."""
    async with asyncio.timeout(20):
        while await sync_to_async(leases)(mia) != (seconds, seconds):
            await asyncio.sleep(0.01)


@sync_to_async
def nearly_over(mia: Agent) -> None:
    """Both leases would end soon."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.zincrby("frontdesk:presence:agents", -10_000, str(mia.id))
    Agent.objects.update(connected_until=timezone.now() + timedelta(seconds=5))


async def arrives(floor: Floor, connection: Connection, who: Admitted) -> None:
    """What a socket's greeting does."""
    await floor.join(connection, who)
    await floor.welcome(who)


async def test_who_joins_is_leased_and_lingers_after_leaving(floor, mia, who):
    console = Socket()
    await arrives(floor, console, who)
    await until_leased(mia, 15)
    floor.leave(console)
    await until_leased(mia, 5)
    floor.leave(console)


async def test_of_two_tabs_one_closes(floor, mia, who):
    first, second = Socket(), Socket()
    await arrives(floor, first, who)
    await arrives(floor, second, who)
    floor.leave(first)
    await floor._see_off()
    assert await sync_to_async(leases)(mia) == (15, 15)
    floor.leave(second)
    await until_leased(mia, 5)


async def test_a_tab_on_another_node_keeps_its_agent_here(floor, mia, who):
    async with node_in_memory() as other_node:
        other, here, there = other_node.service(Floor), Socket(), Socket()
        await arrives(floor, here, who)
        await arrives(other, there, who)
        floor.leave(here)
        await floor._see_off()
        assert await sync_to_async(leases)(mia) == (15, 15)
        other.leave(there)
        await until_leased(mia, 5)


async def test_loading_a_page_anew_is_no_absence(quick, floor, mia, who):
    before, after = Socket(), Socket()
    await arrives(floor, before, who)
    floor.leave(before)
    await until_leased(mia, 5)
    await arrives(floor, after, who)
    await until_leased(mia, 15)
    await nearly_over(mia)
    await until_leased(mia, 15)  # by the next check


async def test_a_check_renews_everybody_and_notes_who_was_seen(floor, mia, who):
    tabs = [Socket() for _ in range(3)]
    for tab in tabs:
        await arrives(floor, tab, who)
    await sync_to_async(lambda: Agent.objects.update(active_at=LONG_AGO))()
    await nearly_over(mia)
    await floor._check()
    assert await sync_to_async(leases)(mia) == (15, 15)
    assert await sync_to_async(seen)(mia) is False
    floor.active(tabs[1])
    floor.active(Socket())  # one that has left
    await floor._check()
    assert await sync_to_async(seen)(mia) is True
    await sync_to_async(lambda: Agent.objects.update(active_at=LONG_AGO))()
    await floor._check()  # seen once is noted once
    assert await sync_to_async(seen)(mia) is False


async def test_a_socket_that_was_quiet_for_long_renews_no_lease(floor, mia, who):
    quiet = Socket()
    await arrives(floor, quiet, who)
    await sync_to_async(Agent.objects.filter(pk=mia.pk).update)(connected_until=None)
    quiet.heard_at -= floor_module.QUIET_SECONDS + 1
    await floor._check()
    assert await sync_to_async(lease_seconds)(mia) is None
    quiet.heard_at += floor_module.QUIET_SECONDS + 1
    await floor._check()
    assert await sync_to_async(lease_seconds)(mia) == 15


async def test_a_socket_that_is_quiet_for_a_while_keeps_the_queues_it_hears(floor, node, mia, who):
    front = await sync_to_async(group)()
    quiet, loud = Socket(), Socket()
    await arrives(floor, quiet, who)
    other = await sync_to_async(agent)("leo")
    await arrives(floor, loud, Admitted(other.id, "Leo", who.login_session_key))
    node.hub.subscribe(queue_topic(front.id), quiet)
    quiet.heard_at -= floor_module.QUIET_SECONDS + 1
    await floor._check()
    assert queue_topic(front.id) in quiet.topics


async def test_a_redis_that_was_flushed_is_told_again(quick, floor, mia, who):
    await floor.join(Socket(), who)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushall()
    await until_leased(mia, 15)


async def test_without_redis_the_database_is_told_and_the_log_says_so_once(
    floor, mia, who, tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(settings, "REDIS_URL", EmbeddedRedis(tmp_path).url)
    link.cache_clear()
    try:
        console = Socket()
        await arrives(floor, console, who)
        assert await sync_to_async(lease_seconds)(mia) == 15
        await sync_to_async(lambda: Agent.objects.update(connected_until=LONG_AGO))()
        await floor._check()
        floor.leave(console)
        await floor._see_off()
    finally:
        link.cache_clear()
    assert await sync_to_async(lease_seconds)(mia) == 15  # nobody knows whether it was the last one
    assert [record.levelname for record in caplog.records if record.name.startswith("agents")] == ["WARNING"]


async def test_while_the_database_is_away_redis_goes_on_knowing_who_is_here(floor, mia, who, monkeypatch):
    await floor.join(Socket(), who)
    await nearly_over(mia)

    def away(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(floor_module, "still_admitted", away)
    with pytest.raises(OSError):  # noqa: PT011
        await floor._check()
    assert await sync_to_async(redis_seconds)(mia.id) == 15


async def test_a_departure_during_a_check_is_not_undone_by_it(quick, floor, node, mia, who, monkeypatch):
    console = Socket()
    await arrives(floor, console, who)
    left: list[bool] = []

    def leaves_meanwhile(agent_ids: set, **more: Any) -> None:
        if not left:
            left.append(True)
            node.loop.call_soon_threadsafe(floor.leave, console)
        renew_leases(agent_ids, **more)

    monkeypatch.setattr(floor_module, "renew_leases", leaves_meanwhile)
    await until_leased(mia, 5)
    await floor._check()
    assert await sync_to_async(leases)(mia) == (5, 5)


async def test_who_logs_out_must_leave_at_once(quick, floor, mia, who):
    console = Socket()
    await arrives(floor, console, who)
    await sync_to_async(Session.objects.all().delete)()
    await until(lambda: console.ended == CloseCode.REVOKED)
    await until_leased(mia, 5)


async def exchanges(floor: Floor, who: Admitted, during: Callable[[Connection], None]) -> None:
    connection = PolledConnection()
    await arrives(floor, connection, who)
    during(connection)
    floor.leave(connection)


async def test_who_polls_is_steadily_here_by_one_lease(floor, mia, who):
    for _ in range(5):
        await exchanges(floor, who, lambda _: None)
        await floor._see_off()
    assert await sync_to_async(leases)(mia) == (15, 15)
    assert await sync_to_async(connections_in_redis)(mia.id) == 1
    await nearly_over(mia)
    await floor._check()  # the exchange that ended since the last check counts once more
    assert await sync_to_async(leases)(mia) == (15, 15)
    await nearly_over(mia)
    await floor._check()
    assert await sync_to_async(leases)(mia) == (5, 5)


async def test_a_person_seen_in_an_exchange_is_noted_though_it_has_ended(floor, mia, who):
    await exchanges(floor, who, floor.active)
    await sync_to_async(lambda: Agent.objects.update(active_at=LONG_AGO))()
    await floor._check()
    assert await sync_to_async(seen)(mia) is True


async def test_a_polling_agents_other_tab_may_close(floor, mia, who):
    console = Socket()
    await arrives(floor, console, who)
    await exchanges(floor, who, lambda _: None)
    floor.leave(console)
    await floor._see_off()
    assert await sync_to_async(leases)(mia) == (15, 15)


@pytest.mark.parametrize("how", ["the node ends", "the server cut it off"])
async def test_an_agent_does_not_leave_when_their_node_does(mia, who, how):
    console = Socket()
    async with node_in_memory() as node:
        floor = node.service(Floor)
        await arrives(floor, console, who)
        if how == "the node ends":
            await floor.stop()
        floor.leave(console, comes_back=True)
        await floor._see_off()
        assert await sync_to_async(leases)(mia) == (15, 15)


@pytest.mark.parametrize(("agents", "queries"), [(0, 0), (1, 5), (5, 5)])
async def test_a_check_costs_a_fixed_number_of_queries(floor, agents, queries, count_queries):
    for number in range(agents):
        who = await sync_to_async(lambda n=number: admitted(agent(f"a{n}")))()
        for _ in range(3):
            await floor.join(Socket(), who)
    asked = count_queries()
    await floor._check()
    assert len(asked) == queries, asked
