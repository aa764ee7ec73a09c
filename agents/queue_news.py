"""Telling queues' places soon after they changed: at once, and while they go on changing, a few times a second.

A thread of its own reads and tells, so that whoever changed a queue waits for nothing, and a hundred changes in a row
cost as many queries as there were pauses.
"""

import logging
import threading
import time
from collections.abc import Callable
from uuid import UUID

from django.db import connection

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
IDLE_SECONDS = 1.0


class QueueNews:
    """Calls `tell` with each group whose queue changed: at most once in a pause, and once after the last change.

    What fails is logged and lost; the next change tells everything anew.
    """

    def __init__(self, tell: Callable[[UUID], None], *, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._tell = tell
        self._pause_seconds = pause_seconds
        self._due: dict[UUID, float] = {}
        self._told_at: dict[UUID, float] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ending = False

    def changed(self, group_id: UUID) -> None:
        """A change of this group's queue is committed. From any thread; never blocks."""
        with self._changed:
            # Every change is told by a reading that begins after it.
            self._due.setdefault(group_id, self._told_at.get(group_id, 0.0) + self._pause_seconds)
            if self._thread is None:
                self._thread = threading.Thread(target=self._tell_all, name="queue-news", daemon=True)
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
            while (group_id := self._next()) is not None:
                try:
                    self._tell(group_id)
                except Exception:
                    logger.exception("The places of a queue could not be told; its next change tells them")
                    connection.close()
        finally:
            connection.close()

    def _next(self) -> UUID | None:
        """The next group to tell of, when its time has come; None to end the thread."""
        with self._changed:
            while True:
                now = time.monotonic()
                group_id = min(self._due, key=self._due.__getitem__, default=None)
                if group_id is not None and (self._ending or self._due[group_id] <= now):
                    del self._due[group_id]
                    self._told_at[group_id] = now
                    return group_id
                wait_seconds = IDLE_SECONDS if group_id is None else self._due[group_id] - now
                woken = not self._ending and self._changed.wait(wait_seconds)
                if group_id is None and not woken and not self._due:
                    self._thread = None
                    return None
