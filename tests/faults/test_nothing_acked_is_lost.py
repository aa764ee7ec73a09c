"""Kill, stop, flush and restart what Frontdesk runs on, in the middle of conversations."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import redis
from websockets.exceptions import ConnectionClosed

from tests.faults.cluster import Cluster, Node
from tests.faults.oracle import faults, settle, until
from tests.faults.talkers import Talker, agent, customer
from tests.simple_client import SimpleClient

pytestmark = pytest.mark.faults
CHAT_SESSIONS = 5


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    data_dir: Path = tmp_path_factory.mktemp("cluster")
    cluster = Cluster(data_dir)
    try:
        yield cluster
    finally:
        cluster.stop()


@asynccontextmanager
async def conversations(cluster: Cluster, nodes: list[Node] | None = None) -> AsyncIterator[list[Talker]]:
    """In each chat session: the customer in two tabs, of which one only reads, and the agent; on any node."""
    nodes = nodes or cluster.nodes
    talkers = []
    for number, talk in enumerate(await asyncio.to_thread(cluster.talks, CHAT_SESSIONS)):
        talkers += [
            customer(f"customer{number}", nodes, talk),
            customer(f"reader{number}", nodes, talk),
            agent(f"agent{number}", nodes, talk),
        ]
    try:
        await until(lambda: all(len(talker.view) >= 2 for talker in talkers), "everybody was connected")
        yield talkers
    finally:
        await asyncio.gather(*(talker.stop() for talker in talkers))


async def keep_talking(talkers: list[Talker], done: asyncio.Event) -> None:
    """Everybody but the readers says something every 20 ms until `done`."""
    while not done.is_set():
        for talker in talkers:
            if not talker.name.startswith("reader"):
                talker.say()
        await asyncio.sleep(0.02)


@asynccontextmanager
async def all_talking(talkers: list[Talker], database_url: str) -> AsyncIterator[None]:
    """Talk while the block does its harm, a little longer, and judge when all is quiet."""
    done = asyncio.Event()
    talking = asyncio.create_task(keep_talking(talkers, done))
    try:
        yield
        await asyncio.sleep(0.5)
    finally:
        done.set()
        await talking
    await settle(talkers, database_url)


async def test_a_node_is_killed_twenty_times_while_everybody_talks(cluster: Cluster) -> None:
    async with conversations(cluster) as talkers, all_talking(talkers, cluster.postgres.url):
        for round_ in range(20):
            node = cluster.nodes[round_ % 2]
            await asyncio.sleep(0.1)
            await asyncio.to_thread(node.kill)
            node.start()
            await asyncio.to_thread(node.wait_until_live)


async def test_a_node_that_dies_between_commit_and_ack_has_stored_it_once(cluster: Cluster) -> None:
    doomed = cluster.node_with("tests.faults.crash_after_commit:application")
    async with conversations(cluster) as talkers:
        sender = talkers[0]
        sender.nodes = [doomed]
        await until(lambda: not sender.outbox, "it was idle")
        lone = customer("lone", [doomed], sender.talk)
        await until(lambda: len(lone.view) >= 2, "it was connected to the doomed node")
        lone.say("die now")
        await until(lambda: doomed.process.poll() is not None, "the node had died")
        sender.nodes = lone.nodes = cluster.nodes
        lone.say("and after it")
        await settle([*talkers, lone], cluster.postgres.url)
        await lone.stop()


async def test_redis_is_killed_and_started_again(cluster: Cluster) -> None:
    async with conversations(cluster) as talkers, all_talking(talkers, cluster.postgres.url):
        cluster.redis.kill()
        await asyncio.sleep(1.0)
        cluster.redis.start()
        await asyncio.sleep(3.0)


async def test_redis_is_flushed(cluster: Cluster) -> None:
    async with conversations(cluster) as talkers, all_talking(talkers, cluster.postgres.url):
        redis.Redis.from_url(cluster.redis.url).flushall()


async def test_acks_keep_coming_while_redis_hangs_for_20_seconds(cluster: Cluster) -> None:
    pid = cluster.redis.pid
    assert pid is not None
    async with conversations(cluster) as talkers:
        os.kill(pid, signal.SIGSTOP)
        try:
            for _ in range(20):
                for talker in talkers:
                    talker.say()
                await asyncio.sleep(1.0)
            await until(lambda: not any(talker.outbox for talker in talkers), "all was acked without Redis")
        finally:
            os.kill(pid, signal.SIGCONT)
        await settle(talkers, cluster.postgres.url)


@pytest.mark.parametrize("how", ["restart", "kill"])
async def test_postgresql_goes_away_and_comes_back(cluster: Cluster, how: str) -> None:
    async with conversations(cluster) as talkers, all_talking(talkers, cluster.postgres.url):
        if how == "kill":
            await asyncio.to_thread(cluster.postgres.kill)
            await asyncio.to_thread(cluster.postgres.start)
        else:
            await asyncio.to_thread(cluster.postgres.restart)
        await asyncio.sleep(1.0)


async def test_a_reader_that_stops_reading_is_let_go_and_disturbs_nobody(cluster: Cluster) -> None:
    async with conversations(cluster) as talkers:
        talk, sender = talkers[0].talk, talkers[0]
        small = socket.socket()
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        small.connect(("127.0.0.1", cluster.nodes[0].port))
        small.setblocking(False)
        stuck = SimpleClient(
            f"ws://127.0.0.1:{cluster.nodes[0].port}/ws/customer",
            {"type": "hello", "token": talk.token},
            sock=small,
            max_queue=1,
            ping_interval=None,
        )
        stuck.on_entry = lambda entry: None
        await stuck.connect()
        await stuck.resume(talk.chat_session)
        stuck.pause()
        for _ in range(1500):
            sender.say("x" * 7_900)
        await until(lambda: not sender.outbox, "the others were served")
        await settle(talkers, cluster.postgres.url)
        stuck.go_on()
        await until(lambda: stuck.lost, "the stuck reader was let go")
        assert faults(talkers, cluster.postgres.url) == []
        with pytest.raises((ConnectionClosed, ConnectionError)):
            await stuck.request({"type": "ping"})
