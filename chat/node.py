"""A node: one server process holding connections, and everything they share."""

import asyncio
import logging
import random
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.utils.module_loading import import_string

from chat.batching import Batcher
from chat.bus.base import Bus
from chat.bus.broadcast import BroadcastBus, layer_at
from chat.bus.memory import MemoryBus
from chat.bus.publish import attach_node
from chat.db import close_pool, in_db
from chat.hub.hub import Hub
from chat.hub.topics import Envelope, lane_of_topic, lane_topic
from chat.log.drafts import Draft, Stored
from chat.log.group_commit import GroupCommit
from chat.log.reader import LogPage, PageRequest, last_seqs, read_pages
from chat.log.telling import entry_envelopes
from chat.protocol.base import encode
from chat.protocol.refusals import CloseCode
from chat.services.identify import Identified, identify_customers
from chat.wire.gate import Gate

logger = logging.getLogger(__name__)

SILENT_AFTER_SECONDS = 60.0
LISTEN_CHECK_SECONDS = 10.0
Service = TypeVar("Service", bound="NodeService")


class NodeService:
    """Something an app above chat runs once per node, such as the agents' floor.

    Those named by the setting `FRONTDESK_NODE_SERVICES` start with the node, others when first asked for.
    """

    def __init__(self, node: "Node") -> None:
        self.node = node

    async def check_position(self) -> None:
        """Called with the position check: send what the bus may have lost."""

    async def stop(self) -> None:
        """The node ends."""


class Node:
    """Composition only: each part is explained where it is defined."""

    def __init__(self, bus: Bus | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        self.settings = settings.FRONTDESK
        self.hub = Hub(self._fill_soon)
        self.bus = bus or self._configured_bus()
        self.log = GroupCommit(self._tell_stored)
        self.pages: Batcher[PageRequest, LogPage] = Batcher(lambda batch: in_db(read_pages, batch), most=200)
        self.identities: Batcher[str, Identified] = Batcher(
            lambda batch: in_db(identify_customers, batch), most=200
        )
        self.gate = Gate(self.settings.limits)
        self._services: dict[type[NodeService], NodeService] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def _configured_bus(self) -> Bus:
        kind = self.settings.bus
        if kind.kind == "memory":
            return MemoryBus()
        return BroadcastBus(
            lambda: layer_at(settings.REDIS_URL),
            beat_seconds=kind.beat_seconds,
            publish_limit_seconds=kind.publish_limit_seconds,
        )

    async def start(self) -> None:
        await self.bus.start(self.hub.deliver)
        attach_node(self.tell_from_any_thread)
        for path in settings.FRONTDESK_NODE_SERVICES:
            self.service(import_string(path))
        self.spawn(self._keep_checking_positions())
        self.spawn(self._keep_closing_silent())

    async def stop(self) -> None:
        """Tell every client to come back elsewhere, write and send what waits, let everything go."""
        for connection in list(self.hub.connections):
            connection.end(CloseCode.RESTARTING)
        await self.log.close()
        attach_node(None)
        for service in self._services.values():
            await service.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.bus.stop()
        await asyncio.to_thread(close_pool)

    def service(self, kind: type[Service]) -> Service:
        """This node's one instance of a service of an app above."""
        service = self._services.get(kind)
        if not isinstance(service, kind):
            service = self._services[kind] = kind(self)
        return service

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside everything else until the node stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def tell(self, envelopes: Sequence[Envelope]) -> None:
        """Pass on to this node's connections at once and to the other nodes by the bus. Event loop only."""
        self.hub.deliver(envelopes)
        self.bus.publish(envelopes)

    def tell_from_any_thread(self, envelopes: Sequence[Envelope]) -> None:
        self.loop.call_soon_threadsafe(self.tell, envelopes)

    def _tell_stored(self, stored: list[tuple[Draft, Stored]]) -> None:
        self.tell([envelope for draft, place in stored for envelope in entry_envelopes(draft, place)])

    def _fill_soon(self, topics: list[str]) -> None:
        self.spawn(self._fill(topics))

    async def _fill(self, names: list[str]) -> None:
        """Deliver from the database what the given topics have not passed on, page by page."""
        while names:
            requests = {}
            for name in names:
                lane, topic = lane_of_topic(name), self.hub.topics.get(name)
                if lane is not None and topic is not None and topic.position is not None:
                    requests[name] = PageRequest(lane[0], lane[1], topic.position, None)
            pages = await asyncio.gather(
                *(self.pages.submit(r) for r in requests.values()), return_exceptions=True
            )
            names = []
            for name, page in zip(requests, pages, strict=True):
                if isinstance(page, BaseException):
                    logger.warning("Could not fill %s: %r", name, page)
                else:
                    self.hub.deliver([Envelope(name, entry.seq, encode(entry)) for entry in page.entries])
                    names += [name] if page.more else []

    async def check_positions(self) -> None:
        """Ask the database, in one query, how far this node's topics should be, and send what is missing."""
        lanes = {lane[0] for name in self.hub.topics if (lane := lane_of_topic(name))}
        if lanes:
            found = await in_db(last_seqs, list(lanes))
            names = {lane_topic(chat_session, lane): seq for (chat_session, lane), seq in found.items()}
            await self._fill(self.hub.behind(names))
        for service in self._services.values():
            await service.check_position()

    async def _keep_checking_positions(self) -> None:
        bus = self.settings.bus
        waited = 0.0
        due = bus.position_check_seconds * random.uniform(0.7, 1.0)
        was_up = True
        while True:
            step = min(bus.position_check_when_down_seconds, due)
            await asyncio.sleep(step)
            waited += step
            is_up = self.bus.is_up
            if waited >= due or not is_up or not was_up:
                waited, was_up = 0.0, is_up
                due = bus.position_check_seconds * random.uniform(0.7, 1.0)
                try:
                    await self.check_positions()
                except Exception:
                    logger.exception("The position check failed; the next one repairs what it missed")

    async def _keep_closing_silent(self) -> None:
        while True:
            await asyncio.sleep(LISTEN_CHECK_SECONDS)
            oldest = self.loop.time() - SILENT_AFTER_SECONDS
            for connection in list(self.hub.connections):
                if connection.heard_at < oldest:
                    connection.end(CloseCode.SILENT)


_running: Node | None = None
_starting: asyncio.Lock | None = None


async def running_node() -> Node:
    """This process's node; started by whoever comes first, for not every server announces its lifespan."""
    global _running, _starting
    if _running is not None and _running.loop is asyncio.get_running_loop():
        return _running
    _starting = _starting or asyncio.Lock()
    async with _starting:
        if _running is None or _running.loop is not asyncio.get_running_loop():
            node = Node()
            try:
                await node.start()
            except BaseException:  # such as the cancellation of a request whose client has gone
                await node.stop()
                raise
            _running = node
    return _running


async def stop_node() -> None:
    """End this process's node, if one runs."""
    global _running, _starting
    node, _running, _starting = _running, None, None
    if node is not None:
        await node.stop()


def bus_is_up() -> bool:
    """What readiness says of the bus; true where no node runs."""
    return _running is None or _running.bus.is_up
