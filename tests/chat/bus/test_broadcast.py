import asyncio
import signal

import pytest

from chat.bus.broadcast import BroadcastBus, layer_at
from cs_platform.embedded.processes import send_signal
from cs_platform.embedded.redis import EmbeddedRedis
from tests.chat.bus.tcp_proxy import TcpProxy
from tests.chat.bus.test_contract import Ear, envelope
from tests.live import until


@pytest.fixture
def redis(own_redis: EmbeddedRedis) -> EmbeddedRedis:
    return own_redis


@pytest.fixture
async def pair(redis):
    ears = [
        Ear(BroadcastBus(lambda: layer_at(redis.url), beat_seconds=0.05, publish_limit_seconds=0.1))
        for _ in range(2)
    ]
    for ear in ears:
        await ear.bus.start(ear.deliver)
    await meet(*ears)
    yield ears
    for ear in ears:
        await ear.bus.stop()


async def meet(one: Ear, two: Ear) -> None:
    """Until what one says arrives at the other."""
    two.heard.clear()
    async with asyncio.timeout(20):
        while not two.heard:
            one.bus.publish([envelope(0)])
            await asyncio.sleep(0.02)


async def until_up_is(ear: Ear, up: bool) -> None:
    async with asyncio.timeout(20):
        while ear.bus.is_up is not up:
            await asyncio.sleep(0.01)


async def test_without_redis_it_says_so_and_publishing_neither_raises_nor_waits(redis, pair):
    one, _ = pair
    redis.kill()
    for n in range(100):
        one.bus.publish([envelope(n)])
    await until_up_is(one, False)
    for n in range(100):
        one.bus.publish([envelope(n)])
    assert one.bus.is_up is False


async def test_it_comes_back_with_redis(redis, pair):
    one, two = pair
    redis.kill()
    await until_up_is(one, False)
    redis.start()
    await meet(one, two)
    await until_up_is(one, True)
    await until_up_is(two, True)


async def test_it_comes_back_after_redis_was_silent(redis, pair):
    one, two = pair
    send_signal(redis.pid, signal.SIGSTOP)
    one.bus.publish([envelope(1)])
    await until_up_is(one, False)
    send_signal(redis.pid, signal.SIGCONT)
    await meet(one, two)
    await until_up_is(one, True)


async def test_the_beat_notices_that_it_is_deaf_and_rebuilds_the_layer(pair):
    one, two = pair
    deaf = two.bus._layer
    two.bus._receiver.cancel()  # as a link that went black: nothing comes, nothing is said
    await until_up_is(two, False)
    await meet(one, two)
    await until_up_is(two, True)
    assert two.bus._layer is not deaf


async def test_a_link_that_goes_black_is_noticed_and_replaced(redis, pair):
    one, _ = pair
    async with TcpProxy(redis.socket) as proxy:
        bus = BroadcastBus(lambda: layer_at(proxy.url), beat_seconds=0.05, publish_limit_seconds=0.1)
        far = Ear(bus)
        await far.bus.start(far.deliver)
        black = bus._layer
        proxy.go_black()
        await until_up_is(far, False)
        await until(lambda: bus._layer is not black)
        await until_up_is(far, True)
        one.bus.publish([envelope(1)])
        await far.until(lambda ear: len(ear.heard) == 1)
        assert far.heard == [envelope(1)]
        await meet(far, one)
        await far.bus.stop()


@pytest.mark.parametrize("dead", ["killed", "silent"])
async def test_a_dead_redis_keeps_nobody_from_starting_and_is_heard_once_it_is_there(redis, pair, dead):
    one, _ = pair
    if dead == "killed":
        redis.kill()
    else:
        send_signal(redis.pid, signal.SIGSTOP)
    late = Ear(BroadcastBus(lambda: layer_at(redis.url), beat_seconds=0.05, start_limit_seconds=0.1))
    async with asyncio.timeout(10):
        await late.bus.start(late.deliver)
    if dead == "killed":
        redis.start()
    else:
        send_signal(redis.pid, signal.SIGCONT)
    await meet(one, late)
    await until_up_is(late, True)
    await late.bus.stop()


async def test_a_publisher_that_hears_nothing_starts_without_redis_and_works_once_it_is_there(redis, pair):
    _, two = pair
    publisher = Ear(BroadcastBus(lambda: layer_at(redis.url), publish_limit_seconds=0.1, listen=False))
    redis.kill()
    await publisher.bus.start(publisher.deliver)
    publisher.bus.publish([envelope(1)])
    await until_up_is(publisher, False)
    redis.start()
    await meet(publisher, two)
    assert (publisher.bus.is_up, publisher.heard) == (True, [])
    await publisher.bus.stop()
