"""Asking our own web server whether it serves."""

import time
import urllib.error
import urllib.request

READY_LIMIT_SECONDS = 60.0
ASK_EVERY_SECONDS = 0.1


class ReadyPoll:
    """Callable that turns true once `/health/ready` answered 200 or the limit has passed."""

    def __init__(self, base_url: str) -> None:
        self._url = f"{base_url}/health/ready"
        self._end = time.monotonic() + READY_LIMIT_SECONDS
        self.is_ready = False

    def __call__(self) -> bool:
        try:
            with urllib.request.urlopen(self._url, timeout=3) as answer:
                self.is_ready = answer.status == 200
        except (urllib.error.URLError, OSError):
            self.is_ready = False
        return self.is_ready or time.monotonic() > self._end
