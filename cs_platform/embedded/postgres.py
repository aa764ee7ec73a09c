"""The embedded PostgreSQL, driven through the wheel's own `initdb` and `pg_ctl`."""

import signal
from pathlib import Path
from typing import Literal

from cs_platform.embedded.account import database_account
from cs_platform.embedded.cluster import make_cluster, run_program, write_settings
from cs_platform.embedded.database import ensure_database
from cs_platform.embedded.places import EmbeddedServerError, own_directory, postgres_home, programs
from cs_platform.embedded.processes import is_alive, processes_in, read_pid, send_signal, wait_until, works_in
from cs_platform.embedded.urls import embedded_database_url, postgres_socket_dir

START_LIMIT_SECONDS = 60
LOG_LIMIT_BYTES = 10_000_000


class EmbeddedPostgres:
    """PostgreSQL of one data directory. Every method may be repeated, and called from any process."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.url = embedded_database_url(self.data_dir)

    @property
    def home(self) -> Path:
        return (self.data_dir / "postgres").resolve()

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def pid(self) -> int | None:
        """The postmaster, if it lives. Its number in a stale file may be another process's by now."""
        pid = read_pid(self.cluster / "postmaster.pid")
        return pid if pid and works_in(pid, self.cluster) else None

    def start(self) -> None:
        """Makes the cluster if there is none, recovers what a killed run left; returns when it answers.

        Raises EmbeddedServerError with the end of the server's log.
        """
        if self.pid is None:
            account = database_account(self.data_dir / "postgres")
            home = postgres_home(self.data_dir, account)
            own_directory(postgres_socket_dir(self.data_dir), account)
            make_cluster(self.cluster, programs(home, account), account)
            self._clear_the_dead()
            write_settings(self.cluster, postgres_socket_dir(self.data_dir), account)
            self._launch()
        ensure_database(self.url)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Ends the server; after `immediate` the next start recovers from the log."""
        if self.pid is not None:
            self._pg_ctl("stop", "-w", "-m", mode)

    def restart(self) -> None:
        """Stops and starts; every connection is cut."""
        self.stop()
        self.start()

    def kill(self) -> None:
        """`kill -9` of the postmaster, with no chance to tidy up."""
        if (pid := self.pid) is not None:
            send_signal(pid, signal.SIGKILL)
            wait_until(lambda: not is_alive(pid), limit_seconds=10)

    def _clear_the_dead(self) -> None:
        """Ends backends that outlived their postmaster, then removes its pid files.

        In this order: the pid file is what keeps a second postmaster off the same memory, and
        PostgreSQL itself takes a zombie's or a reused number in it for a living server.
        """
        wait_until(lambda: not processes_in(self.cluster), limit_seconds=2)
        for pid in processes_in(self.cluster):
            send_signal(pid, signal.SIGKILL)
        if not wait_until(lambda: not processes_in(self.cluster), limit_seconds=10):
            raise EmbeddedServerError(f"processes of an earlier run still hold {self.cluster}")
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        for leftover in postgres_socket_dir(self.data_dir).glob(".s.PGSQL.*"):
            leftover.unlink()

    def _launch(self) -> None:
        log = self.home / "server.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.rename(log.with_suffix(".log.old"))
        try:
            self._pg_ctl("start", "-w", "-t", str(START_LIMIT_SECONDS), "-l", str(log))
        except EmbeddedServerError as error:
            last_lines = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
            raise EmbeddedServerError("\n".join([str(error), *last_lines])) from None

    def _pg_ctl(self, *arguments: str) -> None:
        account = database_account(self.data_dir / "postgres")
        pg_ctl = programs(self.home, account) / "pg_ctl"
        run_program([str(pg_ctl), "-D", str(self.cluster), *arguments], account)
