"""What a node does for its agents' connections: leases, log-outs, and the queues they hear."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID, uuid5

from agents.groups import queues_heard
from agents.presence.leases import Lease, Leases
from agents.presence.link import link
from agents.services.presence import arrive, linger, renew_leases
from agents.services.tickets import Admitted, still_admitted
from agents.telling import STAFF_NEWS
from chat.db import in_db
from chat.hub.connection import Connection, PolledConnection
from chat.hub.topics import QUEUES, queue_topic
from chat.ids import new_id
from chat.node import Node, NodeService
from chat.protocol.refusals import CloseCode

logger = logging.getLogger(__name__)
T = TypeVar("T")

CHECK_SECONDS = 3.0
"""Shorter than leases linger: a renewal repairs what a departure elsewhere cut short an instant too late."""
QUIET_SECONDS = 25.0
"""A socket that was quiet for so long renews no lease: its agent may be gone, though TCP does not say so."""
POLLING = UUID("5b1c9f0e-7f0a-4f0e-9d5e-0c6f6a1f2b7d")


@dataclass(slots=True, eq=False)
class Console:
    """One connection of an agent: who it is, the lease it holds, and whether a person was seen since the last check."""

    who: Admitted
    lease: Lease
    active: bool = False


class Floor(NodeService):
    """The agents connected to this node."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._consoles: dict[Connection, Console] = {}
        self._polled: list[Console] = []  # exchanges that ended since the last check
        self._left: list[Lease] = []
        self._somebody_left = asyncio.Event()
        self._redis = ThreadPoolExecutor(1, thread_name_prefix="presence")
        node.spawn(self._keep_checking())

    async def join(self, connection: Connection, who: Admitted) -> None:
        """An agent's connection begins: from now on they are present."""
        console = self._consoles[connection] = Console(who, lease_of(connection, who))
        await self._ask(lambda leases: leases.connect(console.lease))

    async def welcome(self, who: Admitted) -> None:
        """They are back, if they were missed, and get what waits for them."""
        await in_db(arrive, agent_id=who.agent_id)

    def active(self, connection: Connection) -> None:
        """A person was seen at this console."""
        if (console := self._consoles.get(connection)) is not None:
            console.active = True

    def leave(self, connection: Connection, *, comes_back: bool = False) -> None:
        """The connection has ended. Of one that `comes_back`, on another node, the lease runs on."""
        console = self._consoles.pop(connection, None)
        if console is None or comes_back:
            return
        if isinstance(connection, PolledConnection):  # the next exchange mostly follows at once
            self._polled.append(console)
        else:
            self._left.append(console.lease)
            self._somebody_left.set()

    async def stop(self) -> None:
        """The node ends, its agents do not: their leases run on, and other nodes take them over."""
        self._consoles.clear()
        self._left.clear()
        self._redis.shutdown(wait=False)
        await asyncio.to_thread(STAFF_NEWS.soon.close)

    def connections(self) -> dict[UUID, list[Connection]]:
        """The connections of each agent here."""
        found: dict[UUID, list[Connection]] = {}
        for connection, console in self._consoles.items():
            found.setdefault(console.who.agent_id, []).append(connection)
        return found

    def beside(self, connection: Connection) -> list[Connection]:
        """The connections here that may be the same page as this one: of exchanges, all of the same login."""
        console = self._consoles.get(connection)
        if console is None or not isinstance(connection, PolledConnection):
            return [connection]
        return [each for each, other in self._consoles.items() if other.lease == console.lease]

    async def _keep_checking(self) -> None:
        """One thing after the other: a renewal must not overtake the departure of the same connection."""
        due = self.node.loop.time() + CHECK_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(due):
                    await self._somebody_left.wait()
            try:
                await self._see_off()
                if self.node.loop.time() >= due:
                    due = self.node.loop.time() + CHECK_SECONDS
                    await self._check()
            except Exception:
                logger.exception("The agents' leases and logins could not be checked; trying again")

    async def _see_off(self) -> None:
        left, self._left = self._left, []
        self._somebody_left.clear()
        if left:
            gone = await self._ask(lambda leases: [each for each in left if leases.disconnect(each)])
            if gone:
                await in_db(linger, {lease.agent_id for lease in gone})

    async def _check(self) -> None:
        heard_since = self.node.loop.time() - QUIET_SECONDS
        heard = [console for each, console in self._consoles.items() if each.heard_at >= heard_since]
        consoles, self._polled = {*heard, *self._polled}, []
        if not consoles:
            return
        # Redis first: while the database is away it alone knows who is there, and nobody must seem gone afterwards.
        await self._ask(lambda leases: leases.renew(list({console.lease for console in consoles})))
        active = [console for console in consoles if console.active]
        for console in active:
            console.active = False
        good = await in_db(still_admitted, list({login_of(console) for console in consoles}))
        for connection, console in list(self._consoles.items()):
            if console in consoles and login_of(console) not in good:
                connection.end(CloseCode.REVOKED)
                self.leave(connection)
        await self._follow_queues({agent_id for agent_id, _ in good})
        await in_db(
            renew_leases,
            {agent_id for agent_id, _ in good},
            active={console.who.agent_id for console in active if login_of(console) in good},
        )

    async def _follow_queues(self, agent_ids: set[UUID]) -> None:
        """Whoever joined or left a skill group hears its queue from now on, or no longer."""
        heard = await in_db(queues_heard, agent_ids)
        hub = self.node.hub
        for connection, console in list(self._consoles.items()):
            if console.who.agent_id not in heard:  # not looked at: a quiet socket may speak again
                continue
            now = {queue_topic(queue) for queue in heard[console.who.agent_id]}
            before = {topic for topic in connection.topics if topic.startswith(QUEUES)}
            for topic in now - before:
                hub.subscribe(topic, connection)
            for topic in before - now:
                hub.unsubscribe(topic, connection)

    async def _ask(self, question: Callable[[Leases], T]) -> T | None:
        """What Redis says of leases, asked in a thread; None when it cannot say."""
        return await self.node.loop.run_in_executor(self._redis, link().ask, question)


def login_of(console: Console) -> tuple[UUID, str]:
    return console.who.agent_id, console.who.login_session_key


def lease_of(connection: Connection, who: Admitted) -> Lease:
    """A lease of its own for each socket. All exchanges of one login share one: to poll is to stay."""
    if isinstance(connection, PolledConnection):
        return Lease(who.agent_id, uuid5(POLLING, who.login_session_key), 0)
    return Lease(who.agent_id, new_id(), time.time_ns() // 1_000_000)
