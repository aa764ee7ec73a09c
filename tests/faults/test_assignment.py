"""Assignment while its workers, beats and nodes die: late by seconds, never wrong, and nothing twice."""

import asyncio
import signal
from collections.abc import Callable
from functools import partial

import pytest
from asgiref.sync import sync_to_async

from agents.clocks import CLOCKS, run_due
from agents.models import Routing, Status, Sweep
from agents.tasks import look, sweep
from chat.models import ChatSession
from chat.services.identify import issue_token
from cs_platform.embedded.processes import send_signal, wait_until
from cs_platform.up.commands import BEAT, WORKER
from tests.agents.build import decisions, group, opened, present, ringing, rings_at, time_is_over
from tests.agents.invariants import check_everything, without_deadlocks
from tests.agents.presence.build import forget_presence
from tests.chat.build import agent
from tests.faults.clerks import at_work, comes
from tests.faults.due import EverythingDue, everything_due
from tests.faults.hands import hands
from tests.live import LiveCelery, LiveNode, nodes, running

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

EACH = 20
LIMIT_SECONDS = 40.0
AWAY_SECONDS = 3.0


@pytest.fixture(autouse=True)
def _sound(caplog):
    """Nothing failed here, and everything is as it must be once the other processes are gone."""
    forget_presence()
    with without_deadlocks():
        yield
        check_everything()
    assert "the next sweep tries" not in caplog.text


@pytest.fixture
def env(live_env, own_redis):
    """A broker of their own: no poke of another test is heard."""
    return live_env | {"REDIS_URL": own_redis.url}


@pytest.fixture
def celery(env, tmp_path) -> Callable[[tuple[str, ...]], LiveCelery]:
    count = iter(range(100))
    return lambda command: LiveCelery(tmp_path / f"celery-{next(count)}.log", env, command)


@pytest.fixture
def pair(env, tmp_path):
    with nodes(*(LiveNode(tmp_path / f"{n}.log", env) for n in range(2))) as started:
        yield started


@pytest.fixture
def node(env, tmp_path) -> LiveNode:
    return LiveNode(tmp_path / "node.log", env)


def until(holds: Callable[[], bool]) -> None:
    assert wait_until(holds, limit_seconds=LIMIT_SECONDS)


async def until_then(holds: Callable[[], bool]) -> None:
    await sync_to_async(until)(holds)


def trace_of(name: str) -> list[tuple[str, str | None]]:
    return decisions(ChatSession.objects.get(customer__name=name))


def stages() -> list[str]:
    """In the order of the line, in which nobody loses their place."""
    return list(Routing.objects.order_by("order_at").values_list("stage", flat=True))


def has_come_to_rest(due: EverythingDue) -> None:
    """Once all processes are gone: nothing is left to do, and nothing was done twice."""
    assert run_due() == 0
    due.check()


def test_a_worker_killed_in_the_middle_again_and_again(celery):
    due = everything_due(EACH)
    worker = celery(WORKER)
    with running(celery(BEAT)):
        for left in (5 * EACH, 3 * EACH, 2 * EACH):
            with running(worker):
                until(partial(due.has_fewer_undone_than, left))
                worker.kill()
                assert due.undone() > 0
        with running(worker):
            until(lambda: due.undone() == 0)
    has_come_to_rest(due)


def test_a_worker_that_hangs_in_the_middle_and_goes_on_when_others_have_done_its_work(celery, node):
    due = everything_due(EACH // 2)
    worker = celery(WORKER)
    with running(worker, celery(BEAT)):
        until(partial(due.has_fewer_undone_than, 5 * EACH // 2))
        worker.signal(signal.SIGSTOP)
        assert due.undone() > 0
        with nodes(node):
            until(lambda: due.undone() == 0)
    has_come_to_rest(due)


def test_a_worker_without_a_beat(celery, node):
    with nodes(node), running(celery(WORKER)):
        due = everything_due(EACH)
        until(lambda: due.undone() == 0)
    has_come_to_rest(due)


def test_a_beat_that_stops_and_goes_on_later(celery, node):
    beat, worker = celery(BEAT), celery(WORKER)
    with nodes(node), running(worker, beat):
        until(Sweep.objects.exists)
        beat.signal(signal.SIGSTOP)
        due = everything_due(EACH)
        until(lambda: due.undone() == 0)
        swept = Sweep.objects.get().at
        beat.signal(signal.SIGCONT)
        until(lambda: Sweep.objects.get().at > swept)
    has_come_to_rest(due)


def test_two_beats_and_two_workers(celery):
    due = everything_due(EACH)
    with running(*map(celery, (BEAT, BEAT, WORKER, WORKER))):
        until(lambda: due.undone() == 0)
    has_come_to_rest(due)


@pytest.mark.parametrize("task", [sweep, look])
def test_a_task_three_times_in_a_row(task):
    due = everything_due(EACH)
    assert task() >= len(due.of) * EACH
    assert [task(), task()] == [0, 0]
    has_come_to_rest(due)


def test_each_task_three_times_at_once():
    due = everything_due(EACH)
    with hands(6) as six:
        done = six.at_once(*[sweep, look] * 3)
    assert sorted(map(bool, done)) == [False] * 5 + [True]
    has_come_to_rest(due)


def test_each_clock_three_times_at_once_though_no_lock_holds_them_apart():
    due = everything_due(EACH)
    with hands(3) as three:
        for clock in CLOCKS:
            three.at_once(*[clock] * 3)
    has_come_to_rest(due)


def test_a_node_steps_in_for_a_worker_that_is_gone(celery, node):
    group(offer_seconds=3)
    present("mia", capacity=1)
    with nodes(node):
        with running(celery(WORKER), celery(BEAT)):
            until(Sweep.objects.exists)
        talk = opened()
        present("leo")
        offer = ringing(talk)
        until(lambda: len(decisions(talk)) == 4)
    assert decisions(talk) == [("waits", None), ("offered", "mia"), ("expired", "mia"), ("offered", "leo")]
    offer.refresh_from_db()
    assert offer.decided_at is not None
    assert offer.decided_at >= offer.deadline


@pytest.mark.usefixtures("close_threads_connection")
async def test_a_node_that_freezes_with_a_locked_row_loses_it_and_does_its_work_later(env, tmp_path):
    frozen = LiveNode(
        tmp_path / "node.log",
        env | {"FRONTDESK_DATABASE_HANG_SECONDS": "1"},
        module="tests.faults.freezing",
    )
    await sync_to_async(group)()
    for name in ("mia", "leo"):
        await sync_to_async(present)(name, capacity=1)
    talk = await sync_to_async(opened)()
    token = await sync_to_async(issue_token)(customer=await sync_to_async(lambda: talk.customer)())
    with nodes(frozen):
        ada = frozen.customer(token)
        await ada.connect()
        closing = asyncio.create_task(ada.request({"type": "close", "chat_session": str(talk.id)}))
        await until_then(frozen.is_stopped)
        await sync_to_async(lambda: time_is_over(ringing(talk)))()
        assert await sync_to_async(run_due)() > 0
        assert await sync_to_async(rings_at)(talk) == "leo"
        frozen.signal(signal.SIGCONT)
        assert (await closing)["type"] == "ok"
        await ada.close()
    came = [("waits", None), ("offered", "mia"), ("expired", "mia"), ("offered", "leo"), ("closed", None)]
    assert await sync_to_async(decisions)(talk) == came


@pytest.mark.usefixtures("close_threads_connection")
async def test_what_a_killed_node_held_goes_to_its_place_in_line_and_to_an_agent_elsewhere(pair, celery):
    here, there = pair
    await sync_to_async(group)(grace_seconds=1)
    mia = await sync_to_async(agent)("mia", status=Status.ONLINE, capacity=2)
    leo = await sync_to_async(agent)("leo", status=Status.ONLINE, capacity=1)
    with running(celery(WORKER), celery(BEAT)):
        async with at_work((mia, here)):
            for name in ("Ada", "Bob", "Cid"):
                await comes(name, there)
            await until_then(lambda: stages() == ["assigned", "assigned", "waiting"])
            here.kill()
            await until_then(lambda: stages() == ["waiting", "waiting", "waiting"])
        async with at_work((leo, there)):
            await until_then(lambda: stages() == ["assigned", "waiting", "waiting"])
    given = [("waits", None), ("offered", "mia"), ("accepted", "mia"), ("absent", "mia"), ("requeued", "mia")]
    assert await sync_to_async(trace_of)("Bob") == given
    assert await sync_to_async(trace_of)("Ada") == [*given, ("offered", "leo"), ("accepted", "leo")]


@pytest.mark.usefixtures("close_threads_connection")
@pytest.mark.parametrize("end", ["silent", "killed"])
async def test_redis_is_away_while_customers_come(pair, celery, own_redis, end):
    await sync_to_async(group)(offer_seconds=60)
    crew = [await sync_to_async(agent)(f"mia {n}", status=Status.ONLINE, capacity=3) for n in range(4)]
    names = [f"Ada {n}" for n in range(12)]
    with running(celery(WORKER), celery(BEAT)):
        await until_then(Sweep.objects.exists)
        async with at_work(*zip(crew, pair * 2, strict=True)):
            for number, name in enumerate(names):
                match number, end:
                    case 4, "silent":
                        send_signal(own_redis.pid, signal.SIGSTOP)
                    case 4, "killed":
                        own_redis.kill()
                    case 8, "silent":
                        await asyncio.sleep(AWAY_SECONDS)
                        send_signal(own_redis.pid, signal.SIGCONT)
                    case 8, "killed":
                        await asyncio.sleep(AWAY_SECONDS)
                        await asyncio.to_thread(own_redis.start)
                await comes(name, pair[number % 2])
            await until_then(lambda: stages() == ["assigned"] * 12)
    for name in names:
        assert [kind for kind, _ in await sync_to_async(trace_of)(name)] == ["waits", "offered", "accepted"]
