"""Finding and ending processes that an earlier, killed run left behind."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """Whether `pid` runs. A zombie does not: nobody may be there to collect it (PID 1 of a container)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return not (PROC / "self").exists()


def processes_in(directory: Path) -> list[int]:
    """Living processes whose working directory is `directory`; empty where there is no /proc."""
    found = []
    for entry in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == directory and is_alive(int(entry.name)):
                found.append(int(entry.name))
    return found


def works_in(pid: int, directory: Path) -> bool:
    """Whether `pid` lives and has `directory` as its working directory (believed where there is no /proc)."""
    return is_alive(pid) and (not (PROC / "self").exists() or pid in processes_in(directory))


def send_signal(pid: int, number: signal.Signals) -> None:
    """Signals `pid`; one that is gone already is fine."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_until(holds: Callable[[], bool], *, limit_seconds: float) -> bool:
    """Asks every 20 ms; `False` when the limit passed first."""
    end = time.monotonic() + limit_seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def read_pid(path: Path) -> int | None:
    """The number in the first line of a pid file, if there is one."""
    try:
        return int(path.read_text().split(maxsplit=1)[0])
    except (OSError, ValueError, IndexError):
        return None
