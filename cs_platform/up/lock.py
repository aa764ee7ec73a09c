"""One `up` per folder. The kernel lets go of the lock when its holder dies, however it dies."""

import fcntl
import os
from pathlib import Path
from typing import IO


class AlreadyRunningError(RuntimeError):
    """Another `up` runs in this folder."""


def take_lock(data_dir: Path) -> IO[str]:
    """The lock; held until the file is closed or the process ends.

    Raises AlreadyRunningError, which names the process that holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = (data_dir / "up.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise AlreadyRunningError(
            f"Frontdesk already runs in this folder (process {holder}); end that one first."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
