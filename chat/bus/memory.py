"""A bus within one process, for unit tests and for a single node without Redis."""

from collections.abc import Sequence

from chat.bus.base import Deliver
from chat.hub.topics import Envelope


class MemoryBus:
    """Everybody on the same `wire` hears everybody else, at once."""

    def __init__(self, wire: "set[MemoryBus] | None" = None) -> None:
        self._wire = wire if wire is not None else set()
        self._deliver: Deliver | None = None

    async def start(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._wire.add(self)

    def publish(self, envelopes: Sequence[Envelope]) -> None:
        for other in list(self._wire):
            if other is not self and other._deliver is not None:
                other._deliver(envelopes)

    @property
    def is_up(self) -> bool:
        return True

    async def stop(self) -> None:
        self._wire.discard(self)
