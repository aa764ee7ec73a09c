"""The WebSocket protocol that uvicorn serves with: its own, and a short way for the frames that nearly all are.

Measured on `durable`, half of what a node does for a message was between the socket and our first line. The
short way is for whole, unfragmented text frames on an open connection; all else goes uvicorn's way, which also
refuses what must be refused.
"""

import asyncio
from collections import deque
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.protocol import OPEN
from websockets.speedups import apply_mask
from websockets.streams import StreamReader

WRITE_TEXT = "frontdesk.write_text"
"""The ASGI extension by which an application writes: `LeanWebSocket.write_text`."""

WHOLE_TEXT = 0x81  # FIN and the opcode for text
MASKED = 0x80
LENGTH_IN_2_BYTES = 126
LENGTH_IN_8_BYTES = 127
MASK_BYTES = 4


class LeanWebSocket(WebSocketsSansIOProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queue: Inbox = Inbox(self.loop)  # type: ignore[assignment]
        self._between_frames = False  # the library's parser has nothing half read

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport = JoinedWrites(self.transport, self.loop)  # type: ignore[assignment]

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][WRITE_TEXT] = {"write": self.write_text}

    def data_received(self, data: bytes) -> None:
        text = whole_text(data) if self._between_frames and self.conn.state is OPEN else None
        if text is None:
            super().data_received(data)
            self._between_frames = self.conn.current_size is None and _waits_for_a_frame(self.conn.parser)
        elif not self.close_sent:
            self.queue.put_nowait({"type": "websocket.receive", "text": text})
            if not self.queue.is_awaited and not self.read_paused:
                self.read_paused = True
                self.transport.pause_reading()

    def write_text(self, payload: bytes) -> bool:
        """Write a text frame now. False: not written, for the reader is behind or gone; ASGI's `send` knows which."""
        if self.close_sent or not self.writable.is_set() or self.conn.state is not OPEN or self.disconnected:
            return False
        self.transport.write(header_of(len(payload)))
        self.transport.write(payload)
        return True


class Inbox:
    """What `asyncio.Queue` does for a single reader, in fewer steps."""

    __slots__ = ("_items", "_loop", "_reader")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._items: deque[Any] = deque()
        self._reader: asyncio.Future[None] | None = None

    @property
    def is_awaited(self) -> bool:
        """The reader had nothing left to read, and takes this at once."""
        return self._reader is not None

    def put_nowait(self, item: Any) -> None:
        self._items.append(item)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def get(self) -> Any:
        while not self._items:
            self._reader = self._loop.create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        return self._items.popleft()

    def empty(self) -> bool:
        return not self._items


class JoinedWrites:
    """A transport that gathers what is written until the tasks woken meanwhile have run.

    Writing to a socket is the dearest thing a node does for a message; its entry and its ack are one write.
    """

    __slots__ = ("_loop", "_pieces", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._pieces:
            self._loop.call_soon(self._loop.call_soon, self._flush)
        self._pieces.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._pieces:
            self._transport.write(b"".join(self._pieces))
            self._pieces.clear()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def whole_text(data: bytes) -> str | None:
    """The text in bytes that are exactly one masked, unfragmented text frame under 64 KiB (RFC 6455 §5.2)."""
    if len(data) < 2 + MASK_BYTES or data[0] != WHOLE_TEXT or data[1] < MASKED:
        return None
    length, start = data[1] - MASKED, 2
    if length == LENGTH_IN_8_BYTES:
        return None
    if length == LENGTH_IN_2_BYTES:
        length, start = int.from_bytes(data[2:4], "big"), 4
    start += MASK_BYTES
    if len(data) != start + length:
        return None
    try:
        return apply_mask(data[start:], data[start - MASK_BYTES : start]).decode()
    except UnicodeDecodeError:
        return None


def header_of(length: int) -> bytes:
    """The header of an unmasked text frame with so many bytes in it."""
    if length < LENGTH_IN_2_BYTES:
        return bytes((WHOLE_TEXT, length))
    if length < 1 << 16:
        return bytes((WHOLE_TEXT, LENGTH_IN_2_BYTES)) + length.to_bytes(2, "big")
    return bytes((WHOLE_TEXT, LENGTH_IN_8_BYTES)) + length.to_bytes(8, "big")


def _waits_for_a_frame(parser: Any) -> bool:
    """Whether the innermost step that the library's parser is held up in is the one between two frames."""
    while (inner := parser.gi_yieldfrom) is not None:
        parser = inner
    return parser.gi_code is StreamReader.at_eof.__code__
