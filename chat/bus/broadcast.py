"""The broadcast bus: one group of the stock channels-redis pub/sub layer, joined by every node.

What waits to be told goes out as one batch; every node gets every batch. The beat watches it: channels-redis
says nothing when a Redis restart swallowed traffic, and never notices a link that went black (DESIGN §4.1).
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any
from uuid import uuid4

from channels_redis.pubsub import RedisPubSubChannelLayer

from chat.bus.base import Deliver
from chat.hub.topics import Envelope

logger = logging.getLogger(__name__)

GROUP = "frontdesk"
MISSED_BEATS = 3
MOST_WAITING = 20_000


def layer_at(redis_url: str) -> RedisPubSubChannelLayer:
    """The stock layer, with time limits of ours: redis-py's own kill idle subscriptions or wait for ever."""
    host = {
        "address": redis_url,
        "socket_connect_timeout": 2.0,
        "socket_timeout": None,
        "health_check_interval": 10,
        # With RESP3, redis-py writes out each message it gets for a log line that nobody reads.
        "protocol": 2,
    }
    return RedisPubSubChannelLayer(hosts=[host], prefix="frontdesk")


class BroadcastBus:
    """See `chat.bus.base.Bus`. `listen=False` makes a publisher that hears nothing (workers, commands)."""

    def __init__(
        self,
        make_layer: Callable[[], RedisPubSubChannelLayer],
        *,
        beat_seconds: float = 1.0,
        publish_limit_seconds: float = 1.0,
        start_limit_seconds: float = 2.0,
        listen: bool = True,
    ) -> None:
        self._make_layer = make_layer
        self._beat_seconds = beat_seconds
        self._publish_limit_seconds = publish_limit_seconds
        self._start_limit_seconds = start_limit_seconds
        self._listen = listen
        self._me = uuid4().hex
        self._layer = make_layer()
        self._waiting: list[Envelope] = []
        self._wake = asyncio.Event()
        self._subscribed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._receiver: asyncio.Task[None] | None = None
        self._deliver: Deliver = lambda envelopes: None
        self._ticks_sent = 0
        self._ticks_heard = 0
        self._broken_until = 0.0
        self._stopping = False

    @property
    def is_up(self) -> bool:
        if self._broken_until:
            return False
        return not self._listen or self._ticks_sent - self._ticks_heard < MISSED_BEATS

    async def start(self, deliver: Deliver) -> None:
        self._deliver = deliver
        work: list[Coroutine[Any, Any, None]] = [self._keep_sending()]
        if self._listen:
            self._receiver = asyncio.create_task(self._keep_receiving(self._layer))
            work.append(self._keep_beating())
        self._tasks = [asyncio.create_task(each) for each in work]
        if self._listen:
            with contextlib.suppress(TimeoutError):  # a dead Redis must not keep a node from starting
                async with asyncio.timeout(self._start_limit_seconds):
                    await self._subscribed.wait()

    def publish(self, envelopes: Sequence[Envelope]) -> None:
        if self._broken_until and asyncio.get_running_loop().time() < self._broken_until:
            return  # the breaker is open; readers find it by seq
        if len(self._waiting) < MOST_WAITING:
            self._waiting.extend(envelopes)
            self._wake.set()

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        sender, *others = self._tasks
        await asyncio.wait([sender], timeout=self._publish_limit_seconds * 2)
        ending = [sender, *others] + ([self._receiver] if self._receiver else [])
        for task in ending:
            task.cancel()
        await asyncio.wait(ending, timeout=2.0)
        await _let_go(self._layer)

    async def _keep_sending(self) -> None:
        while not self._stopping or self._waiting:
            await self._wake.wait()
            self._wake.clear()
            if self._waiting:
                batch, self._waiting = self._waiting, []
                await self._send({"type": "batch", "from": self._me, "envelopes": batch})

    async def _send(self, message: dict[str, object]) -> None:
        try:
            async with asyncio.timeout(self._publish_limit_seconds):
                await self._layer.group_send(GROUP, message)
        except Exception as error:  # whatever Redis or its client throws: the bus may lose, never disturb
            if not self._broken_until:
                logger.warning("The bus cannot publish (%r); readers catch up from the database", error)
            self._broken_until = asyncio.get_running_loop().time() + self._publish_limit_seconds
            self._waiting.clear()
            if not self._listen:
                await self._rebuild()
        else:
            self._broken_until = 0.0

    async def _keep_beating(self) -> None:
        rebuilt_at_tick = 0
        while True:
            await asyncio.sleep(self._beat_seconds)
            self._ticks_sent += 1
            await self._send({"type": "tick", "from": self._me, "n": self._ticks_sent})
            missed = self._ticks_sent - self._ticks_heard
            if missed > MISSED_BEATS and self._ticks_sent - rebuilt_at_tick >= MISSED_BEATS:
                if missed <= 2 * MISSED_BEATS:
                    logger.warning("The bus is deaf (%s beats missed); rebuilding its layer", missed)
                rebuilt_at_tick = self._ticks_sent
                await self._rebuild()

    async def _rebuild(self) -> None:
        old, self._layer = self._layer, self._make_layer()
        if self._listen:
            if self._receiver is not None:
                self._receiver.cancel()
            self._receiver = asyncio.create_task(self._keep_receiving(self._layer))
        await _let_go(old)

    async def _keep_receiving(self, layer: RedisPubSubChannelLayer) -> None:
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                self._subscribed.set()
                while True:
                    self._hear(await layer.receive(channel))
            except Exception as error:
                logger.info("The bus cannot subscribe yet (%r)", error)
                await asyncio.sleep(self._beat_seconds)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["from"] == self._me:
            if message["type"] == "tick":
                self._ticks_heard = max(self._ticks_heard, message["n"])
        elif message["type"] == "batch":
            try:
                self._deliver([Envelope(*envelope) for envelope in message["envelopes"]])
            except Exception:
                logger.exception("A batch could not be delivered")


async def _let_go(layer: RedisPubSubChannelLayer) -> None:
    """Close a layer that may hang: its lock can be held by a call that waits for a silent Redis."""
    try:
        async with asyncio.timeout(1.0):
            await layer.flush()
    except Exception as error:
        logger.info("An abandoned bus layer did not close cleanly (%r)", error)
