"""What every bus promises, whatever carries it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack

import pytest
from django.conf import settings

from chat.bus.base import Bus
from chat.bus.broadcast import BroadcastBus, layer_at
from chat.bus.memory import MemoryBus
from chat.hub.topics import Envelope


class Ear:
    """A bus, and the batches it delivered."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.heard: list[Envelope] = []
        self._more = asyncio.Event()

    def deliver(self, envelopes: Sequence[Envelope]) -> None:
        self.heard += envelopes
        self._more.set()

    async def until(self, holds: Callable[["Ear"], bool]) -> None:
        async with asyncio.timeout(20):
            while not holds(self):
                self._more.clear()
                await self._more.wait()


def envelope(n: int) -> Envelope:
    return Envelope("t", n, b'{"n":%d,"text":"\xe6\x82\xa8"}' % n)


def memory_wire() -> Callable[[], Bus]:
    wire: set[MemoryBus] = set()
    return lambda: MemoryBus(wire)


def broadcast_wire() -> Callable[[], Bus]:
    return lambda: BroadcastBus(lambda: layer_at(settings.REDIS_URL), beat_seconds=0.05)


@pytest.fixture(params=[memory_wire, broadcast_wire], ids=["memory", "broadcast"])
async def ears(request):
    """Starts buses that share one wire."""
    make_bus = request.param()
    async with AsyncExitStack() as opened:

        async def start(count: int) -> list[Ear]:
            made = [Ear(make_bus()) for _ in range(count)]
            for ear in made:
                await ear.bus.start(ear.deliver)
                opened.push_async_callback(ear.bus.stop)
            return made

        yield start


Start = Callable[[int], Awaitable[list[Ear]]]


async def test_who_has_started_hears_what_is_told_from_then_on(ears: Start):
    (one,) = await ears(1)
    for n in range(1, 8):
        (late,) = await ears(1)
        one.bus.publish([envelope(n)])
        await late.until(lambda ear: len(ear.heard) == 1)
        assert late.heard == [envelope(n)]
        await late.bus.stop()


async def test_everybody_else_hears_it_and_the_speaker_does_not(ears: Start):
    one, two, three = await ears(3)
    one.bus.publish([envelope(1)])
    for other in (two, three):
        await other.until(lambda ear: len(ear.heard) == 1)
        assert other.heard == [envelope(1)]
    two.bus.publish([envelope(2)])
    await one.until(lambda ear: len(ear.heard) == 1)
    assert one.heard == [envelope(2)]


async def test_one_speakers_envelopes_stay_in_order(ears: Start):
    one, two = await ears(2)
    for n in range(0, 1_000, 10):
        one.bus.publish([envelope(n + k) for k in range(10)])
        if n % 100 == 0:
            await asyncio.sleep(0)
    await two.until(lambda ear: len(ear.heard) == 1_000)
    assert two.heard == [envelope(n) for n in range(1_000)]


async def test_who_stopped_hears_nothing_more(ears: Start):
    one, two, three = await ears(3)
    await two.bus.stop()
    one.bus.publish([envelope(1)])
    await three.until(lambda ear: len(ear.heard) == 1)
    assert two.heard == []


async def test_it_is_up(ears: Start):
    one, two = await ears(2)
    assert (one.bus.is_up, two.bus.is_up) == (True, True)
