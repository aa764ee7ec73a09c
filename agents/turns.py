"""Taking turns within a process: many callers, and no more looks than needed."""

import threading
from uuid import UUID


class Turns:
    """Of this process's threads, one at most waits for a group's lock.

    Whoever comes while another waits may go: the other has not looked yet, and will see what both came for.
    """

    def __init__(self) -> None:
        self._waiting: set[UUID] = set()
        self._lock = threading.Lock()

    def take(self, group_id: UUID) -> bool:
        """Whether nobody waits for this group's lock yet; whoever is told so must wait for it, and look."""
        with self._lock:
            is_first = group_id not in self._waiting
            self._waiting.add(group_id)
            return is_first

    def end(self, group_id: UUID) -> None:
        """The lock was taken, or will not be; what comes from now on is seen only by who takes a turn now."""
        with self._lock:
            self._waiting.discard(group_id)


TURNS = Turns()
