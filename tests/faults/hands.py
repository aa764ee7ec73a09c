"""Two hands at the same thing in the same instant, again and again."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

from chat.protocol.refusals import Refused

Deed = Callable[[], Any]


class Hands:
    """Threads that keep their database connections."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = ThreadPoolExecutor(count)
        self._ready = threading.Barrier(count)

    def at_once(self, *deeds: Deed) -> list[Any]:
        """What each came to: its result, or the code of its refusal. Anything else that goes wrong is raised."""
        assert len(deeds) == self._count
        return list(self._pool.map(self._do, deeds))

    def _do(self, deed: Deed) -> Any:
        connection.ensure_connection()
        self._ready.wait(timeout=30)
        try:
            return deed()
        except Refused as no:
            return no.code

    def rest(self) -> None:
        self.at_once(*[lambda: connection.close()] * self._count)
        self._pool.shutdown()


@contextmanager
def hands(count: int = 2) -> Iterator[Hands]:
    made = Hands(count)
    try:
        yield made
    finally:
        made.rest()
