"""The one way from an event loop into the database.

Channels' default puts the database work of the whole process into a single thread; here it has a small
pool of its own, whose threads keep their connections (STYLE habit 6).
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError, connection

P = ParamSpec("P")
T = TypeVar("T")

# That a session was ended for hanging in a transaction is told as an InternalError.
BROKEN = (OperationalError, InterfaceError, InternalError)


def with_reconnect(call: Callable[[], T]) -> T:
    """Run `call`; if it failed because the connection had died (PostgreSQL restarted, or ended the session of a
    process that had been frozen), run it once more.

    The failed call may have committed before the link broke, so `call` must be safe to repeat; every
    service of ours is.
    """
    session = connection.connection
    try:
        return call()
    except BROKEN:
        # On its way out an atomic block has mostly opened a new session in place of the broken one.
        broken = connection.connection is not session or not connection.is_usable()
        if connection.in_atomic_block or not broken:
            raise
        connection.close()
        return call()


class DatabaseThreads:
    """A fixed number of threads, each with one lasting database connection."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = threads
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        call = partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._executor, with_reconnect, call)

    def close(self) -> None:
        """Close every thread's connection and end the threads; waits for work under way."""
        met = threading.Barrier(self._threads)

        def leave() -> None:
            try:
                met.wait(timeout=5)
            finally:
                connection.close()

        for _ in range(self._threads):
            self._executor.submit(leave)
        self._executor.shutdown(wait=True)


_pool: DatabaseThreads | None = None


async def in_db(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a synchronous function that uses the database; it must be safe to repeat.

    Never holds more connections than `FRONTDESK_DATABASE_THREADS`, however many callers wait.
    """
    global _pool
    if _pool is None:
        _pool = DatabaseThreads(settings.FRONTDESK.database_threads, "database")
    return await _pool.run(function, *args, **kwargs)


def close_pool() -> None:
    """End the pool's threads and connections; the next `in_db` starts it anew."""
    global _pool
    if _pool is not None:
        _pool.close()
        _pool = None
