"""Nodes killed with no chance to tidy up; nothing acked is lost, doubled or reordered."""

import asyncio
import signal

import pytest

from tests.faults.oracle import until, workload
from tests.live import LiveNode, nodes

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

ROUNDS = 20
QUICK = {"FRONTDESK_BUS__POSITION_CHECK_SECONDS": "2"}


async def test_twenty_nodes_killed_while_everybody_writes(live_env, tmp_path):
    with nodes(*(LiveNode(tmp_path / f"{n}.log", live_env | QUICK) for n in range(2))) as pair:
        async with workload(pair) as load:
            for turn in range(ROUNDS):
                load.say(4)
                load.amend()
                load.say(4)
                load.amend()
                await asyncio.sleep(0.02 * (turn % 5))
                pair[turn % 2].kill()
                load.say(2)
                pair[turn % 2].begin()
                await load.until_acked()
                await until(pair[turn % 2].accepts)
            assert await load.verdict() == []
            assert max(person.connections for person in load.people) > ROUNDS // 2


async def test_a_node_that_dies_between_commit_and_ack_has_stored_it_once(live_env, tmp_path):
    healthy = LiveNode(tmp_path / "healthy.log", live_env | QUICK)
    dying = LiveNode(tmp_path / "dying.log", live_env | QUICK, module="tests.faults.dying")
    with nodes(dying, healthy) as pair:
        async with workload(pair) as load:
            load.say(3)
            for person in load.people:
                person.say("last words")
            load.say(3)
            await until(lambda: dying.process is not None and dying.process.poll() == 9)
            assert await load.verdict() == []


async def test_a_node_told_to_stop_lets_everybody_move_on(live_env, tmp_path):
    with nodes(*(LiveNode(tmp_path / f"{n}.log", live_env | QUICK) for n in range(2))) as pair:
        async with workload(pair) as load:
            for turn in range(4):
                load.say(20)
                await asyncio.sleep(0.05)
                assert await asyncio.to_thread(pair[turn % 2].stop) in {
                    0,
                    -signal.SIGTERM,
                }  # uvicorn ends by it
                await load.until_acked()
                pair[turn % 2].begin()
                await until(pair[turn % 2].accepts)
            assert await load.verdict() == []
        assert "Traceback" not in pair[0].said() + pair[1].said()
