"""Redis and PostgreSQL killed, silent, emptied and restarted under a running cluster."""

import asyncio
import signal

import pytest
import redis as redis_client

from cs_platform.embedded.processes import send_signal
from tests.faults.oracle import workload
from tests.live import LiveNode, nodes

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pair(live_env, own_redis, tmp_path):
    env = live_env | {"REDIS_URL": own_redis.url}
    with nodes(*(LiveNode(tmp_path / f"{n}.log", env) for n in range(2))) as started:
        yield started


async def test_redis_killed_and_restarted(pair, own_redis):
    async with workload(pair) as load:
        for pause in (0.2, 3.0):
            load.say(10)
            own_redis.kill()
            load.say(10)
            await load.until_acked(5)
            await asyncio.sleep(pause)
            await asyncio.to_thread(own_redis.start)
            load.say(10)
            await load.until_acked(5)
        assert await load.verdict() == []
        assert {person.connections for person in load.people} == {1}


async def test_redis_silent_for_twenty_seconds_holds_up_no_ack(pair, own_redis, record_property):
    async with workload(pair) as load:
        send_signal(own_redis.pid, signal.SIGSTOP)
        for _ in range(40):
            load.say()
            await asyncio.sleep(0.5)
        await load.until_acked(5)
        slowest_seconds = max(person.slowest_ack_seconds for person in load.people)
        record_property("slowest_ack_seconds", slowest_seconds)
        print(f"slowest ack with Redis silent: {slowest_seconds * 1000:.0f} ms")
        assert slowest_seconds < 2.0
        send_signal(own_redis.pid, signal.SIGCONT)
        load.say(5)
        assert await load.verdict() == []
        assert {person.connections for person in load.people} == {1}


async def test_redis_emptied(pair, own_redis):
    async with workload(pair) as load:
        with redis_client.Redis(unix_socket_path=str(own_redis.socket)) as client:
            for _ in range(5):
                load.say(5)
                client.flushall()
                await load.until_acked(5)
        assert await load.verdict() == []
        assert {person.connections for person in load.people} == {1}


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_postgresql_restarted(pair, servers, mode):
    async with workload(pair) as load:
        for _ in range(2):
            load.say(10)
            await asyncio.to_thread(servers.postgres.stop, mode)
            load.say(5)
            await asyncio.to_thread(servers.postgres.start)
            await load.until_acked()
        load.say(5)
        assert await load.verdict() == []
