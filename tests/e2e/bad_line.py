"""A line between a browser and a node that drops, hangs and comes back, as networks do."""

import contextlib
import select
import socket
import threading
from collections.abc import Iterator

from tests.live import free_port

CHUNK_BYTES = 65_536
POLL_SECONDS = 0.05


class BadLine:
    """Passes TCP through to a node's port. Used from the test's thread while it runs in threads of its own."""

    def __init__(self, to_port: int) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._to_port = to_port
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._whole = threading.Event()
        self._whole.set()
        self._flows = threading.Event()
        self._flows.set()
        self._over = threading.Event()
        self._door = socket.create_server(("127.0.0.1", self.port))
        self._door.settimeout(POLL_SECONDS)

    def __enter__(self) -> "BadLine":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._flows.set()
        self.cut()
        self._door.close()

    def cut(self) -> None:
        """Ends every connection, and lets none in until `mend`."""
        self._whole.clear()
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            _end(*pair)

    def mend(self) -> None:
        self._whole.set()
        self._flows.set()

    def hang(self) -> None:
        """Connections stay open, and nothing comes through any more: the worst of what networks do."""
        self._flows.clear()

    def _accept(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(TimeoutError, OSError):
                near, _ = self._door.accept()
                if not self._whole.is_set():
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to_port))
                with self._lock:
                    self._pairs.add((near, far))
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        ways = {near: far, far: near}
        with contextlib.suppress(OSError, ValueError):
            while not self._over.is_set():
                ready, _, _ = select.select([near, far], [], [], POLL_SECONDS)
                self._flows.wait()
                for side in ready:
                    data = side.recv(CHUNK_BYTES)
                    if not data:
                        raise OSError("closed")
                    ways[side].sendall(data)
        with self._lock:
            self._pairs.discard((near, far))
        _end(near, far)


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextlib.contextmanager
def bad_line(origin: str) -> Iterator[BadLine]:
    """To the node that serves this origin."""
    with BadLine(int(origin.rsplit(":", 1)[1])) as line:
        yield line
