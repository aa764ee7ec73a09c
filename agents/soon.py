"""Doing something soon after a change: almost at once, and while changes go on, a few times a second.

A thread of its own does it, so that whoever changed something waits for nothing, and a hundred changes in a row cost as
many readings as there were pauses.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import connection

logger = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
Key = TypeVar("Key", bound=Hashable)


class Soon(Generic[Key]):
    """Calls `tell` with each key that changed: at most once in a pause, and once after the last change.

    It waits for a lull first: what one change brings about is told with it, and whoever is changing something gets on
    with it before this thread takes the interpreter.

    What fails is logged and lost; the next change tells everything anew. What waits when the process ends is lost.
    """

    def __init__(
        self, tell: Callable[[Key], None], *, name: str, pause_seconds: float, lull_seconds: float = 0.0
    ) -> None:
        self._tell = tell
        self._name = name
        self._pause_seconds = pause_seconds
        self._lull_seconds = lull_seconds
        self._due: dict[Key, float] = {}
        self._told_at: dict[Key, float] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ending = False

    def changed(self, key: Key) -> None:
        """What this key stands for has changed, and was committed. From any thread; never blocks."""
        with self._changed:
            # Every change is told by a reading that begins after it.
            rested = self._told_at.get(key, 0.0) + self._pause_seconds
            self._due.setdefault(key, max(rested, time.monotonic() + self._lull_seconds))
            if self._thread is None:
                self._thread = threading.Thread(target=self._tell_all, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Tell what waits, at once, and end the thread; it starts again with the next change."""
        with self._changed:
            self._ending = True
            thread = self._thread
            self._changed.notify()
        if thread is not None:
            thread.join()
        self._ending = False

    def _tell_all(self) -> None:
        try:
            while (key := self._next()) is not None:
                try:
                    self._tell(key)
                except Exception:
                    logger.exception("%s: a change could not be told; the next one tells it", self._name)
                    connection.close()
        finally:
            connection.close()

    def _next(self) -> Key | None:
        """The next one to tell, when its time has come; None to end the thread."""
        with self._changed:
            while True:
                now = time.monotonic()
                key = min(self._due, key=self._due.__getitem__, default=None)
                if key is not None and (self._ending or self._due[key] <= now):
                    del self._due[key]
                    self._told_at[key] = now
                    return key
                wait_seconds = IDLE_SECONDS if key is None else self._due[key] - now
                woken = not self._ending and self._changed.wait(wait_seconds)
                if key is None and not woken and not self._due:
                    self._thread = None
                    return None
