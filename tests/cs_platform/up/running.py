"""`manage.py up` as a process of its own, for tests that watch it and do bad things to it."""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings

STARTED = "Frontdesk is ready"
LIMIT_SECONDS = 60


class RunningUp:
    """One run of `up` in a data directory, with its own servers."""

    def __init__(self, data_dir: Path, port: int, **variables: str) -> None:
        given = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        self.lines: list[str] = []
        self._seen: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=settings.BASE_DIR,
            env={**given, "FRONTDESK_DATA_DIR": str(data_dir), "PORT": str(port), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    def wait_for(self, text: str) -> None:
        """Reads on until a line holds `text`; fails with everything said so far."""
        end = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < end:
            try:
                line = self._seen.get(timeout=1)
            except queue.Empty:
                continue
            if line is None:
                break
            if text in line:
                return
        raise AssertionError(f"`up` never said {text!r}:\n{self.output}")

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Signals it and waits for its end; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(LIMIT_SECONDS)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            self._seen.put(line)
        self._seen.put(None)


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
