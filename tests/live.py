"""Real nodes on servers of their own, and clients of them, for tests that must see processes live and die."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal
from urllib.parse import quote

from django.db import connection

from tests.simple_client import SimpleClient

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 40
UNLIMITED = {
    "FRONTDESK_LIMITS__MESSAGES_PER_SECOND": "100000",
    "FRONTDESK_LIMITS__MESSAGES_BURST": "100000",
    "FRONTDESK_LIMITS__SOCKETS_PER_IP": "10000",
    "FRONTDESK_LIMITS__SOCKETS_PER_CUSTOMER": "1000",
    "FRONTDESK_LIMITS__HANDSHAKES_PER_IP_PER_MINUTE": "1000000",
    "FRONTDESK_LIMITS__NEW_CUSTOMERS_PER_IP_PER_MINUTE": "100000",
}
Kind = Literal["uvicorn", "daphne"]


def database_env() -> dict[str, str]:
    """Where server processes find the test database."""
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    return {
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
        if database["HOST"].startswith("/")
        else f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Refused(Exception):
    """The server said no; the refusal frame is the argument."""


class LiveClient(SimpleClient):
    """One that can be closed, and raises `Refused` where the reply is a refusal."""

    async def request(self, frame: dict[str, Any]) -> dict[str, Any]:
        reply = await super().request(frame)
        if reply["type"] == "refusal":
            raise Refused(reply)
        return reply

    async def close(self) -> None:
        await self.socket.close()
        await asyncio.wait([self._reader])


@dataclass
class LiveProcess:
    """One process of Frontdesk. It may be killed and started again."""

    log: Path
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _log_file: IO[bytes] | None = field(default=None, init=False)

    def begin(self) -> None:
        self._log_file = self._log_file or self.log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *self._command()],
            cwd=ROOT, env={**os.environ, **UNLIMITED, **self.env}, stdout=self._log_file, stderr=self._log_file,
        )  # fmt: skip

    def _command(self) -> list[str]:
        """What Python is to run."""
        raise NotImplementedError

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def is_stopped(self) -> bool:
        """By SIGSTOP."""
        assert self.process is not None
        return Path(f"/proc/{self.process.pid}/stat").read_text().split()[2] == "T"

    def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        if self.process is None or self.process.poll() is not None:
            return 0
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9

    def said(self) -> str:
        return self.log.read_text(errors="replace")


@dataclass
class LiveCelery(LiveProcess):
    """A worker or a beat, by the command of `cs_platform.up.commands`."""

    command: tuple[str, ...]

    def _command(self) -> list[str]:
        return ["-m", *self.command]


@dataclass
class LiveNode(LiveProcess):
    """One server process. It starts again on the same port."""

    kind: Kind = "uvicorn"
    module: str = ""  # run instead of the server's own command, with the port as its argument
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        """Returns when it accepts connections."""
        self.begin()
        end = time.monotonic() + START_SECONDS
        while not self.accepts():
            assert self.process is not None
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.02)

    def _command(self) -> list[str]:
        if self.module:
            return ["-m", self.module, str(self.port)]
        if self.kind == "daphne":
            return ["-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "cs_platform.asgi:application"]
        return ["manage.py", "serve", "--port", str(self.port)]

    def accepts(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def ws(self, path: str) -> str:
        return f"ws://127.0.0.1:{self.port}{path}"

    def http(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def customer(self, token: str, **options: object) -> LiveClient:
        return LiveClient(self.ws("/ws/customer"), {"type": "hello", "token": token}, **options)

    def agent(self, ticket: str, login: str, **options: object) -> LiveClient:
        headers = {"Cookie": f"sessionid={login}"}
        return LiveClient(
            self.ws("/ws/agent"),
            {"type": "hello", "ticket": ticket},
            **({"origin": self.http(""), "additional_headers": headers} | options),
        )


@contextmanager
def running(*processes: LiveProcess) -> Iterator[None]:
    """Starts them all at once, stops them all at the end; what was stopped or killed meanwhile is fine."""
    for each in processes:
        each.begin()
    try:
        yield
    finally:
        for each in processes:
            each.stop()


@contextmanager
def nodes(*started: LiveNode) -> Iterator[list[LiveNode]]:
    """As `running`; begins when all accept connections."""
    with running(*started):
        end = time.monotonic() + START_SECONDS
        while not all(node.accepts() for node in started):
            assert time.monotonic() < end, "\n".join(node.said() for node in started)
            time.sleep(0.05)
        yield list(started)


async def until(holds, *, limit_seconds: float = 20.0) -> None:
    """Asks again and again; fails after the limit."""
    async with asyncio.timeout(limit_seconds):
        while not holds():
            await asyncio.sleep(0.01)
