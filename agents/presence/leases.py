"""Connection leases in Redis: who is there, however their messages cross on the way.

Time is measured by Redis's own clock, inside the scripts. The nodes' clocks may differ, and a lease that one node
stretches and another reads must not depend on either; nor does a message carry a time that is old when it arrives.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import redis

from agents.presence.scripts import HOLD, LET_GO, PRESENT

LEASE_MS = 15_000
LINGERING_MS = 5_000
PREFIX = "frontdesk:presence:"


class Lease(NamedTuple):
    """One connection of an agent.

    `connected_at`, from 0 on, is compared and never read as a time: of two connections with the same id the higher is
    the newer one.
    """

    agent_id: UUID
    connection_id: UUID
    connected_at: int


class Leases:
    """The leases in one Redis. Safe to use from many threads; every call is one round trip and may be repeated.

    Messages about a connection may arrive in any order, late or twice: a disconnect ends its own connection alone,
    and a connection that has ended stays so, even if its connect or a renewal arrives after that. Ended
    connections are remembered for `memory_ms` after the last word of their agent. Whatever is lost (Redis was
    flushed or restarted, a node died) is right again after at most one lease.

    Every method raises `redis.RedisError`.
    """

    def __init__(
        self,
        client: redis.Redis,
        *,
        lease_ms: int = LEASE_MS,
        lingering_ms: int = LINGERING_MS,
        settling_ms: int | None = None,
        memory_ms: int | None = None,
    ) -> None:
        self._lease_ms = lease_ms
        self._lingering_ms = lingering_ms
        self._settling_ms = lease_ms if settling_ms is None else settling_ms
        self._memory_ms = memory_ms or 4 * lease_ms
        self._hold = client.register_script(HOLD)
        self._let_go = client.register_script(LET_GO)
        self._present = client.register_script(PRESENT)

    def connect(self, lease: Lease) -> None:
        """The connection is there, for `lease_ms` from now."""
        self.renew([lease])

    def renew(self, leases: Sequence[Lease]) -> None:
        """These connections are there, for `lease_ms` from now; unknown ones are taken in as by `connect`."""
        if not leases:
            return
        keys = [_AGENTS, _SINCE, *(_of(lease.agent_id) for lease in leases)]
        words = [str(word) for lease in leases for word in lease]
        self._hold(keys, [self._lease_ms, self._memory_ms, *words])

    def disconnect(self, lease: Lease) -> bool:
        """The connection has ended; whether no other connection of the agent is there.

        After the last one the agent stays present for `lingering_ms`, so that reloading a page is no absence.
        """
        keys = [_AGENTS, _of(lease.agent_id)]
        return bool(self._let_go(keys, [self._lingering_ms, self._memory_ms, *map(str, lease)]))

    def present(self) -> frozenset[UUID] | None:
        """Who is there; None while Redis has been told of leases for less than `settling_ms` (one lease).

        A Redis that was empty a moment ago knows only whose nodes have renewed since.
        """
        found = self._present([_AGENTS, _SINCE], [self._settling_ms])
        return None if found is None else frozenset(UUID(bytes.decode(agent)) for agent in found)


_AGENTS = f"{PREFIX}agents"
_SINCE = f"{PREFIX}since"


def _of(agent_id: UUID) -> str:
    return f"{PREFIX}of:{agent_id}"
