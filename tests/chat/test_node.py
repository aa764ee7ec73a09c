import asyncio

import pytest

from chat.bus.memory import MemoryBus
from chat.node import Node, running_node


class SlowBus(MemoryBus):
    """One whose start never ends."""

    def __init__(self) -> None:
        super().__init__()
        self.starting, self.stopped = asyncio.Event(), False

    async def start(self, deliver) -> None:
        self.starting.set()
        await asyncio.Event().wait()

    async def stop(self) -> None:
        self.stopped = True


async def test_who_leaves_while_the_node_starts_leaves_nothing_running(monkeypatch):
    bus = SlowBus()
    monkeypatch.setattr(Node, "_configured_bus", lambda self: bus)
    asking = asyncio.create_task(running_node())
    await bus.starting.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert bus.stopped is True
