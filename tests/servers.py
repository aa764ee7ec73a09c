"""Early pytest plugin: PostgreSQL and Redis run before Django reads its settings.

Loaded by `-p tests.servers`. Each run, and each process of a run by `-n`, holds its own directory under
`var/`, so no two in one checkout meet; the directories are kept, because starting a cluster beats making one.
`DATABASE_URL` and `REDIS_URL`, when given, are used as they are, by one process.
"""

import atexit
import fcntl
import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO

import pytest

from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.processes import send_signal
from cs_platform.embedded.redis import EmbeddedRedis

VAR = Path(__file__).resolve().parent.parent / "var"
RUNS_AT_ONCE = 20


class Servers:
    """What the tests of one process stand on."""

    def start(self) -> None:
        self.data_dir, self._lock = free_data_dir()
        self.postgres = EmbeddedPostgres(self.data_dir)
        self.redis = EmbeddedRedis(self.data_dir)
        atexit.register(self.stop)
        os.environ["FRONTDESK_DATA_DIR"] = str(self.data_dir)
        if not os.environ.get("DATABASE_URL"):
            self.postgres.start()
            os.environ["DATABASE_URL"] = self.postgres.url
        if not os.environ.get("REDIS_URL"):
            self.redis.start()
            os.environ["REDIS_URL"] = self.redis.url

    def stop(self) -> None:
        self.redis.stop()
        self.postgres.stop()
        self._lock.close()


def free_data_dir() -> tuple[Path, IO[str]]:
    """The first of `var/test`, `var/test-2` … that no other run holds, and the lock that holds it."""
    for number in range(1, RUNS_AT_ONCE + 1):
        data_dir = VAR / ("test" if number == 1 else f"test-{number}")
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "run.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            return data_dir, lock
    raise pytest.UsageError(f"{RUNS_AT_ONCE} test runs are under way in {VAR}")


SERVERS = Servers()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Before pytest-django's, which reads the settings."""
    if early_config.known_args_namespace.numprocesses and "PYTEST_XDIST_WORKER" not in os.environ:
        _leave_it_to_the_workers()
    else:
        SERVERS.start()
    return (yield)


def _leave_it_to_the_workers() -> None:
    """This process only hands out tests. A worker loads what `-p` names only after it has read the settings."""
    if given := [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]:
        raise pytest.UsageError(f"{' and '.join(given)} cannot be shared by processes; run with -n 0")
    os.environ["FRONTDESK_DATA_DIR"] = str(VAR / "test")
    os.environ["PYTEST_PLUGINS"] = __name__


@pytest.fixture(scope="session")
def servers() -> Servers:
    """This process's own PostgreSQL and Redis, for tests that stop and kill them."""
    return SERVERS


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """One that may be killed or stopped without harm to other tests."""
    server = EmbeddedRedis(tmp_path)
    server.start()
    yield server
    if server.pid:
        send_signal(server.pid, signal.SIGCONT)
    server.kill()
