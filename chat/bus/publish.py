"""The one door to the bus, for sockets, services, workers and commands alike."""

import asyncio
import atexit
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from chat.bus.broadcast import BroadcastBus, layer_at
from chat.hub.topics import Envelope

Publish = Callable[[Sequence[Envelope]], None]

_node: Publish | None = None
_publisher: "Publisher | None" = None
_lock = threading.Lock()


def publish(envelopes: Sequence[Envelope]) -> None:
    """Tell whoever listens, on every node. From any thread; never blocks; may get lost."""
    if _node is not None:
        _node(envelopes)
    elif settings.FRONTDESK.bus.kind == "broadcast":
        publisher().publish(envelopes)


def publish_on_commit(envelopes: Sequence[Envelope]) -> None:
    """Tell it once the running transaction is committed, and never otherwise. That it cannot be told undoes nothing."""
    transaction.on_commit(lambda: publish(envelopes), robust=True)


def attach_node(tell: Publish | None) -> None:
    """A node lives in this process: what is published here goes through it (None: no longer)."""
    global _node
    _node = tell


def publisher() -> "Publisher":
    """This process's one long-lived publisher."""
    global _publisher
    with _lock:
        if _publisher is None:
            _publisher = Publisher()
            atexit.register(_publisher.close)
        return _publisher


class Publisher:
    """Publishes from processes that hold no connections: one thread, one loop, one lasting Redis link."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bus-publisher", daemon=True)
        self._thread.start()
        self._bus = self._run(self._begin())

    def publish(self, envelopes: Sequence[Envelope]) -> None:
        self._loop.call_soon_threadsafe(self._bus.publish, envelopes)

    def close(self) -> None:
        """Send what waits (for at most the publish limit) and end the thread."""
        if self._loop.is_running():
            self._run(self._bus.stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=2.0)

    async def _begin(self) -> BroadcastBus:
        limit = settings.FRONTDESK.bus.publish_limit_seconds
        bus = BroadcastBus(lambda: layer_at(settings.REDIS_URL), publish_limit_seconds=limit, listen=False)
        await bus.start(lambda envelopes: None)
        return bus

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)
