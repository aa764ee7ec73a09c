"""What carries events between nodes. Adapters share one contract suite (tests/chat/bus)."""

from collections.abc import Callable, Sequence
from typing import Protocol

from chat.hub.topics import Envelope

Deliver = Callable[[Sequence[Envelope]], None]


class Bus(Protocol):
    """Best effort, in order per sender: what it loses is found again by `seq`.

    A node hears what other nodes and publishers tell, not its own words: those it passes on by itself.
    """

    async def start(self, deliver: Deliver) -> None:
        """Begin to hear; `deliver` is called in the event loop with each batch from elsewhere.

        Returns once what others publish from now on is heard, or after about 2 s without that: it then
        goes on trying by itself.
        """

    def publish(self, envelopes: Sequence[Envelope]) -> None:
        """Tell everybody else, in one batch with what else is waiting. Never blocks, never raises."""

    @property
    def is_up(self) -> bool:
        """False while what is published may be getting lost."""

    async def stop(self) -> None:
        """Send what waits, then let go of every connection and task."""
