"""The children's output as one stream: each line with the name of whoever said it."""

import sys
import threading
from typing import IO

COLORS = {"web": "36", "worker": "33", "beat": "35", "up": "32"}
WIDTH = max(len(name) for name in COLORS)


class Log:
    """Writes whole lines, from any thread. Colours only where somebody looks."""

    def __init__(self, stream: IO[str] = sys.stdout) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._colored = stream.isatty()

    def line(self, name: str, text: str) -> None:
        prefix = f"{name:<{WIDTH}} |"
        if self._colored:
            prefix = f"\033[{COLORS.get(name, '37')}m{prefix}\033[0m"
        self._write(f"{prefix} {text}\n")

    def plain(self, text: str) -> None:
        self._write(f"{text}\n")

    def _write(self, text: str) -> None:
        with self._lock:
            try:
                self._stream.write(text)
                self._stream.flush()
            except (BrokenPipeError, ValueError):
                pass  # nobody reads any more; the children must not stop for that
