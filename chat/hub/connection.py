"""One client's connection, whatever carries it: a bounded line of frames on their way out."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from chat.hub.eager import start_eagerly
from chat.protocol.refusals import CloseCode

MAX_WAITING_FRAMES = 256
MAX_WAITING_BYTES = 1_048_576
CLOSING_SECONDS = 5.0

AsgiSend = Callable[[dict[str, object]], Awaitable[None]]
WriteText = Callable[[bytes], bool]


def cannot_write(frame: bytes) -> bool:
    """For servers that offer no way past ASGI's `send`."""
    return False


class Connection:
    """What the hub knows of a connection. Subclasses say how frames leave."""

    __slots__ = ("heard_at", "topics")

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self.heard_at = asyncio.get_running_loop().time()

    def push(self, frame: bytes) -> None:
        """Send a frame, after those pushed before it. Never blocks, never raises."""
        raise NotImplementedError

    def end(self, code: CloseCode) -> None:
        """Close the connection with a code, after what was pushed. Never blocks; again is harmless."""
        raise NotImplementedError


class SocketConnection(Connection):
    """A WebSocket. A reader that falls behind by more than its bounds is closed and may resume later."""

    __slots__ = ("_bytes", "_close_code", "_consumer", "_send", "_sender", "_waiting", "_write", "given_up")

    def __init__(self, send: AsgiSend, write: WriteText = cannot_write) -> None:
        """`write` sends a text frame at once; where it says False, `send` waits until that is possible."""
        super().__init__()
        self._send = send
        self._write = write
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._sender: asyncio.Task[None] | None = None  # lives only while the socket makes us wait
        self._close_code: CloseCode | None = None
        self._consumer = asyncio.current_task()
        self.given_up = False
        """The client took not even the close; its consumer was cancelled, so that the server drops the socket."""

    def push(self, frame: bytes) -> None:
        if self._close_code is not None or (self._sender is None and self._write(frame)):
            return
        self._waiting.append(frame)
        self._bytes += len(frame)
        if len(self._waiting) > MAX_WAITING_FRAMES or self._bytes > MAX_WAITING_BYTES:
            self._waiting.clear()
            self.end(CloseCode.TOO_SLOW)
        elif self._sender is None:
            self._sender = start_eagerly(self._drain())

    def end(self, code: CloseCode) -> None:
        if self._close_code is None:
            self._close_code = code
            if self._sender is not None and code is CloseCode.TOO_SLOW:
                self._sender.cancel()  # it waits for the slow reader
                self._sender = None
            if self._sender is None:
                self._sender = asyncio.create_task(self._drain())

    async def closed(self) -> None:
        """Wait until a close that was begun has left, at most `CLOSING_SECONDS`."""
        if self._close_code is not None and self._sender is not None:
            await asyncio.wait([self._sender], timeout=CLOSING_SECONDS)

    async def _drain(self) -> None:
        try:
            while self._waiting:
                frame = self._waiting.popleft()
                self._bytes -= len(frame)
                await self._send({"type": "websocket.send", "text": frame.decode()})
            if self._close_code is not None:
                self.given_up = True  # unless the close leaves in time
                async with asyncio.timeout(CLOSING_SECONDS):
                    await self._send(
                        {
                            "type": "websocket.close",
                            "code": int(self._close_code),
                            "reason": self._close_code.name.lower(),
                        }
                    )
                self.given_up = False
        except Exception:
            self._waiting.clear()
        finally:
            if self._sender is asyncio.current_task():
                self._sender = None
                if self.given_up and self._consumer is not None:
                    self._consumer.cancel()


class PolledConnection(Connection):
    """One HTTP exchange: frames gather until its answer leaves."""

    __slots__ = ("_something", "frames")

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[bytes] = []
        self._something = asyncio.Event()

    def push(self, frame: bytes) -> None:
        if len(self.frames) < MAX_WAITING_FRAMES:  # what does not fit is asked for again by seq
            self.frames.append(frame)
        self._something.set()

    def end(self, code: CloseCode) -> None:
        self._something.set()

    async def something(self, wait_seconds: float) -> None:
        """Return at the first pushed frame, or after the wait."""
        try:
            async with asyncio.timeout(wait_seconds):
                await self._something.wait()
        except TimeoutError:
            return
