"""`manage.py up` starts, stops and comes back."""

import json
import re
import signal
import stat
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.processes import send_signal
from cs_platform.embedded.redis import EmbeddedRedis
from cs_platform.listener import check_port_is_free, listening_socket
from cs_platform.up.orphans import orphans
from tests.cs_platform.data_dirs import fresh_data_dir
from tests.cs_platform.up.running import STARTED, RunningUp, free_port

pytestmark = pytest.mark.faults
# It takes 2 s on a machine with nothing else to do, and is promised in 10; tests share theirs.
SECOND_START_LIMIT_SECONDS = 30


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """One folder for the module: each test finds what the one before it left, as each start does."""
    with fresh_data_dir() as path:
        yield path


@pytest.fixture
def start(data_dir: Path) -> Iterator[object]:
    """Starts `up`; whatever a test leaves running is ended."""
    runs: list[RunningUp] = []

    def started(port: int | None = None, **variables: str) -> RunningUp:
        runs.append(RunningUp(data_dir, port or free_port(), **variables))
        return runs[-1]

    yield started
    for run in runs:
        if run.process.poll() is None:
            run.end()


def ready(port: int) -> dict[str, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10) as answer:
        return dict(json.load(answer))


def nothing_is_left(data_dir: Path) -> bool:
    servers = EmbeddedPostgres(data_dir).pid, EmbeddedRedis(data_dir).pid
    return (orphans(data_dir), servers) == ([], (None, None))


def test_sigterm_stops_everything_and_the_next_start_shows_the_same_logins(start, data_dir):
    port = free_port()
    first = start(port)
    first.wait_for("started in")
    assert ready(port)["status"] in {"ok", "degraded"}
    logins = json.loads((data_dir / "demo-logins.json").read_text())
    assert stat.S_IMODE((data_dir / "demo-logins.json").stat().st_mode) == 0o600
    assert sorted(logins) == ["admin", "leo", "mia", "sam"]
    assert f"http://127.0.0.1:{port}/demo/" in first.output
    assert first.end() == 0
    assert nothing_is_left(data_dir)
    check_port_is_free("127.0.0.1", port)

    began_at = time.monotonic()
    second = start(port)
    second.wait_for("started in")
    assert time.monotonic() - began_at < SECOND_START_LIMIT_SECONDS
    shown = dict(re.findall(r"^  (\w+) +([\w-]+)$", second.output, re.MULTILINE))
    assert {name: shown[name] for name in logins} == logins
    assert second.end(signal.SIGINT) == 0
    assert nothing_is_left(data_dir)


def test_a_taken_port_is_said_in_one_line_before_anything_is_started(start, data_dir):
    with listening_socket("127.0.0.1", 0) as holder:
        port = holder.getsockname()[1]
        run = start(port)
        assert run.process.wait(30) == 1
        run.wait_for("is taken")
    assert run.lines == [
        f"127.0.0.1:{port} is taken by another program. Choose another port: "
        f"`make run port={port + 1}` or `PORT={port + 1}`."
    ]
    assert nothing_is_left(data_dir)


def test_a_second_up_in_the_same_folder_says_so_and_leaves_the_first_alone(start):
    port = free_port()
    first = start(port)
    first.wait_for(STARTED)
    second = start()
    assert second.process.wait(30) == 1
    second.wait_for(f"already runs in this folder (process {first.process.pid})")
    assert ready(port)["checks"]["database"] == {"ok": True}  # type: ignore[index]


def test_after_kill_9_the_next_up_takes_over(start, data_dir):
    port = free_port()
    first = start(port)
    first.wait_for(STARTED)
    first.end(signal.SIGKILL)
    began_at = time.monotonic()
    second = start(port)
    second.wait_for(STARTED)
    assert time.monotonic() - began_at < SECOND_START_LIMIT_SECONDS
    assert ready(port)["checks"]["database"] == {"ok": True}  # type: ignore[index]
    assert second.end() == 0
    assert nothing_is_left(data_dir)


def test_a_crashed_child_is_started_again(start, data_dir):
    port = free_port()
    run = start(port)
    run.wait_for("started in")
    web = next(pid for pid in orphans(data_dir) if b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes())
    send_signal(web, signal.SIGKILL)
    run.wait_for("ended with status -9; again in 0.5 s")
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            assert ready(port)["checks"]["bus"] == {"ok": True}  # type: ignore[index]
            break
        except OSError:
            time.sleep(0.1)
    else:
        pytest.fail(run.output)


def test_a_signal_in_the_middle_of_starting_stops_everything_too(start, data_dir):
    run = start()
    run.wait_for("PostgreSQL starts")
    assert run.end() == 0
    assert nothing_is_left(data_dir)


def test_wrong_settings_are_told_before_anything_is_started(start, data_dir):
    run = start(FRONTDESK_LIMITS__MESSAGES_BURST="none", REDIS_URL="http://x")
    assert run.process.wait(30) == 2
    run.wait_for("REDIS_URL")
    assert "FRONTDESK_LIMITS__MESSAGES_BURST" in run.output
    assert nothing_is_left(data_dir)
