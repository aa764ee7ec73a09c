"""A TCP link to Redis that can go black: it stays open, and nothing comes through any more, either way."""

import asyncio
from pathlib import Path


class TcpProxy:
    """Listens on the loopback and forwards to Redis's own socket, each connection by itself."""

    def __init__(self, redis_socket: Path) -> None:
        self._redis_socket = redis_socket
        self._black_before = 0
        self._opened = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "TcpProxy":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/0"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()

    def go_black(self) -> None:
        """Every connection of now; those opened later are healthy, as after a router forgot its flows."""
        self._black_before = self._opened

    async def _accept(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        number = self._opened
        self._opened += 1
        far, far_out = await asyncio.open_unix_connection(self._redis_socket)
        for source, sink in ((near, far_out), (far, near_out)):
            task = asyncio.create_task(self._forward(number, source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _forward(self, number: int, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65_536):
                if number >= self._black_before:
                    sink.write(data)
        finally:
            sink.close()
