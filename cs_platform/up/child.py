"""One child process: started, its output passed on, started again when it crashes."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from cs_platform.up.logs import Log

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
HEALTHY_AFTER_SECONDS = 30.0
PR_SET_PDEATHSIG = 1


class Child:
    """Start it from the main thread: Linux ends a child with the *thread* that made it."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], log: Log) -> None:
        self.name = name
        self._command = command
        self._env = env
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self._started_at = 0.0
        self._pause_seconds = FIRST_PAUSE_SECONDS
        self._due_at: float | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Starts the process in a session of its own, so that a Ctrl-C in the terminal reaches only us."""
        self._due_at = None
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            env=dict(self._env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        threading.Thread(target=self._pass_on, args=(self._process,), daemon=True).start()

    def look_after(self, now: float) -> None:
        """Called again and again: starts a crashed process anew, after a pause that doubles each time."""
        if self._process is None or self._process.poll() is None:
            return
        if self._due_at is None:
            if now - self._started_at > HEALTHY_AFTER_SECONDS:
                self._pause_seconds = FIRST_PAUSE_SECONDS
            self._log.line(
                self.name,
                f"ended with status {self._process.returncode}; again in {self._pause_seconds:g} s",
            )
            self._due_at = now + self._pause_seconds
            self._pause_seconds = min(self._pause_seconds * 2, LONGEST_PAUSE_SECONDS)
        elif now >= self._due_at:
            self.start()

    def ask_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def wait_stopped(self, limit_seconds: float) -> None:
        """Waits for the end, and enforces it when the limit has passed."""
        if self._process is None:
            return
        try:
            self._process.wait(limit_seconds)
        except subprocess.TimeoutExpired:
            self._log.line(self.name, f"did not stop in {limit_seconds:g} s; killed")
            self.kill()
            self._process.wait()

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _pass_on(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for text in process.stdout:
            self._log.line(self.name, text.rstrip())


def _end_with_parent() -> None:
    """Runs in the child before the program does: SIGTERM when `up` dies, even of kill -9."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
