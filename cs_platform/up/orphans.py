"""Children of an `up` that was killed, known by the mark in their environment."""

import signal
from pathlib import Path

from cs_platform.embedded.processes import PROC, is_alive, send_signal, wait_until

MARK = "FRONTDESK_UP"
LIMIT_SECONDS = 5.0


def mark_of(data_dir: Path) -> str:
    """The value of MARK in the environment of every child of this folder's `up`."""
    return str(data_dir.resolve())


def orphans(data_dir: Path) -> list[int]:
    """Living processes with this folder's mark; empty where there is no /proc."""
    mark = f"{MARK}={mark_of(data_dir)}".encode()
    found = []
    for entry in PROC.glob("[0-9]*"):
        try:
            marked = mark in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if marked and is_alive(int(entry.name)):
            found.append(int(entry.name))
    return found


def end_orphans(data_dir: Path) -> int:
    """Ends them, gently first. The number of those found. Only for the holder of the lock."""
    found = orphans(data_dir)
    for pid in found:
        send_signal(pid, signal.SIGTERM)
    if not wait_until(lambda: not orphans(data_dir), limit_seconds=LIMIT_SECONDS):
        for pid in orphans(data_dir):
            send_signal(pid, signal.SIGKILL)
        wait_until(lambda: not orphans(data_dir), limit_seconds=LIMIT_SECONDS)
    return len(found)
