"""The short way for whole text frames, against the library that knows all frames."""

import asyncio

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode

from cs_platform.websocket import WRITE_TEXT, LeanWebSocket, header_of, whole_text

HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def frame(text: str, opcode: Opcode = Opcode.TEXT, *, fin: bool = True) -> bytes:
    return Frame(opcode, text.encode(), fin=fin).serialize(mask=True)


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535])
def test_a_whole_frame_is_read_and_its_header_written_as_the_library_does(length):
    text = "您" * (length // 3) + "x" * (length % 3)
    assert whole_text(frame(text)) == text
    assert header_of(length) + text.encode() == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def test_a_header_of_more_than_64_kib():
    assert header_of(70_000) + b"x" * 70_000 == Frame(Opcode.TEXT, b"x" * 70_000).serialize(mask=False)


OTHER_FRAMES = {  # by name: masks are random, and processes that share tests must agree on their names
    "nothing": b"",
    "one byte": b"\x81",
    "a header without its mask": b"\x81\x81",
    "cut off": frame("hello")[:-1],
    "two frames": frame("a") + frame("b"),
    "bytes": frame("a", Opcode.BINARY),
    "a ping": frame("a", Opcode.PING),
    "a first fragment": frame("a", fin=False),
    "unmasked": Frame(Opcode.TEXT, b"hello!").serialize(mask=False),
    "64 KiB and more": frame("x" * 65_536),
    "no UTF-8": Frame(Opcode.TEXT, b"\xff\xfe").serialize(mask=True),
    "a reserved bit": bytes([0xC1]) + frame("hello")[1:],
}


@pytest.mark.parametrize("case", OTHER_FRAMES)
def test_everything_else_is_left_to_the_library(case):
    assert whole_text(OTHER_FRAMES[case]) is None


class Client(asyncio.Transport):
    """The client's end, and what the application heard of it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.came = b""
        self.reads = True
        self.closing = False
        self.busy = asyncio.Event()
        self.busy.set()
        self.write_text = lambda payload: False
        config = Config(
            self.app, interface="asgi3", log_config=None, ws_per_message_deflate=False, ws_max_size=65_536,
            ws_ping_interval=None,
        )  # fmt: skip
        config.load()
        self.protocol = LeanWebSocket(config, ServerState(), {}, asyncio.get_running_loop())
        self.protocol.connection_made(self)

    async def app(self, scope, receive, send) -> None:
        await receive()
        self.write_text = scope["extensions"][WRITE_TEXT]["write"]
        await send({"type": "websocket.accept"})
        while (event := await receive())["type"] == "websocket.receive":
            self.heard.append(event.get("text", event.get("bytes")))
            await self.busy.wait()
        self.heard.append(event["code"])

    async def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.protocol.data_received(piece)
        for _ in range(8):
            await asyncio.sleep(0)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.came += data

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True

    def get_extra_info(self, name, default=None):
        return default


@pytest.fixture
async def client():
    client = Client()
    await client.say(HANDSHAKE)
    assert client.came.startswith(b"HTTP/1.1 101")
    client.came = b""
    return client


async def test_frames_arrive_in_order_however_they_are_cut(client):
    whole = b"".join(
        [
            frame("one"),
            frame("two", fin=False),
            frame("", Opcode.PING),
            frame("+three", Opcode.CONT),
            frame("4" * 300),
        ]
    )
    for size in (1, 2, 3, 7, len(whole)):
        client.heard.clear()
        await client.say(*[whole[at : at + size] for at in range(0, len(whole), size)])
        await client.say(frame("last"))
        assert client.heard == ["one", "two+three", "4" * 300, "last"], size


async def test_a_text_frame_within_a_fragmented_message_ends_the_connection(client):
    await client.say(frame("a", fin=False), frame("b"))
    assert client.heard == [1002]
    assert client.closing


async def test_text_that_is_no_utf8_ends_the_connection(client):
    await client.say(Frame(Opcode.TEXT, b"\xff").serialize(mask=True))
    assert client.heard == [1007]


async def test_one_message_more_than_the_application_asked_for_holds_up_the_socket(client):
    client.busy.clear()
    await client.say(frame("a"))
    assert client.reads
    await client.say(frame("b"))
    assert not client.reads
    client.busy.set()
    await client.say()
    assert client.reads
    assert client.heard == ["a", "b"]


async def test_what_is_written_leaves_as_one_write_and_nothing_after_the_close(client):
    assert client.write_text(b"a")
    assert client.write_text(b"b")
    await client.say()
    assert client.came == b"\x81\x01a\x81\x01b"
    await client.say(Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=True))
    assert client.heard == [1000]
    assert not client.write_text(b"c")


async def test_a_reader_that_is_behind_is_not_written_to(client):
    client.protocol.pause_writing()
    assert not client.write_text(b"a")
    client.protocol.resume_writing()
    assert client.write_text(b"a")
