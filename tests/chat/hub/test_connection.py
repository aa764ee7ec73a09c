import asyncio

import pytest

from chat.hub import connection
from chat.hub.connection import PolledConnection, SocketConnection
from chat.protocol.refusals import CloseCode


class Wire:
    """An ASGI `send` that a reader can hold up."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, event: dict[str, object]) -> None:
        await self.open.wait()
        closing = event["type"] == "websocket.close"
        self.sent.append(f"close {event['code']} {event['reason']}" if closing else str(event["text"]))


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_frames_leave_in_order():
    wire = Wire()
    socket = SocketConnection(wire.send)
    for n in range(5):
        socket.push(b"%d" % n)
    await settled()
    assert wire.sent == ["0", "1", "2", "3", "4"]


async def test_a_close_comes_after_what_was_pushed_and_nothing_comes_after_it():
    wire = Wire()
    socket = SocketConnection(wire.send)
    socket.push(b"last")
    socket.end(CloseCode.RESTARTING)
    socket.end(CloseCode.SILENT)
    socket.push(b"too late")
    await settled()
    assert wire.sent == ["last", "close 1012 restarting"]


@pytest.mark.parametrize(
    ("_case", "frames", "size"), [("too many frames", 258, 1), ("too many bytes", 20, 60_000)]
)
async def test_a_reader_that_falls_behind_is_closed_as_too_slow(_case, frames, size):
    wire = Wire()
    socket = SocketConnection(wire.send)
    wire.open.clear()
    for _ in range(frames):
        socket.push(b"x" * size)
        await asyncio.sleep(0)
    wire.open.set()
    await settled()
    assert wire.sent == ["close 4413 too_slow"]


async def test_one_within_its_bounds_gets_everything_late():
    wire = Wire()
    socket = SocketConnection(wire.send)
    wire.open.clear()
    for n in range(256):
        socket.push(b"%d" % n)
    await settled()
    wire.open.set()
    await settled()
    await asyncio.sleep(0)
    for _ in range(300):
        await asyncio.sleep(0)
    assert wire.sent == [str(n) for n in range(256)]


async def test_a_wire_that_breaks_disturbs_nobody():
    async def broken(event: dict[str, object]) -> None:
        raise OSError

    socket = SocketConnection(broken)
    socket.push(b"a")
    await settled()
    socket.push(b"b")
    socket.end(CloseCode.RESTARTING)
    await asyncio.wait_for(socket.closed(), 1)


async def test_an_exchange_ends_its_wait_at_the_first_frame():
    polled = PolledConnection()
    waiting = asyncio.create_task(polled.something(3600))
    await settled()
    polled.push(b"a")
    await asyncio.wait_for(waiting, 1)
    assert polled.frames == [b"a"]


async def test_an_exchange_holds_only_so_much():
    polled = PolledConnection()
    for n in range(connection.MAX_WAITING_FRAMES + 5):
        polled.push(b"%d" % n)
    assert polled.frames == [b"%d" % n for n in range(256)]
