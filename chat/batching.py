"""Collecting: what arrives while one batch is under way becomes the next batch.

Under load one database round trip serves hundreds of callers; alone, a caller waits for nobody.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

ROUNDS_OF_THE_LOOP = 3  # a socket is read, its reader wakes, what it asks is submitted

In = TypeVar("In")
Out = TypeVar("Out")


class Full(Exception):
    """More is waiting than the batcher may hold."""


class Batcher(Generic[In, Out]):
    """Runs items in batches, in the order they came, one batch at a time.

    `run` gets a batch and returns one result per item, in order; a result that is an exception is raised
    to that item's caller alone. When `run` itself raises, the whole batch gets that exception.
    """

    def __init__(
        self,
        run: Callable[[list[In]], Awaitable[Sequence[Out | Exception]]],
        *,
        most: int = 500,
        most_waiting: int = 20_000,
    ) -> None:
        self._run = run
        self._most = most
        self._most_waiting = most_waiting
        self._waiting: deque[tuple[In, asyncio.Future[Out]]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._is_busy = False

    def submit(self, item: In) -> asyncio.Future[Out]:
        """Put an item in line. Raises `Full` when too many wait already."""
        if len(self._waiting) >= self._most_waiting:
            raise Full
        future: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        return future

    async def idle(self) -> None:
        """Return once everything submitted so far has been run."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def _drain(self) -> None:
        try:
            while self._waiting:
                if self._is_busy:  # let in who stands at the door: fewer, larger batches
                    for _ in range(ROUNDS_OF_THE_LOOP):
                        await asyncio.sleep(0)
                batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
                self._is_busy = len(batch) > 1
                try:
                    results: Sequence[Out | Exception] = await self._run([item for item, _ in batch])
                except Exception as error:
                    results = [error] * len(batch)
                for (_, future), result in zip(batch, results, strict=True):
                    if future.done():  # its caller has gone
                        continue
                    if isinstance(result, Exception):
                        future.set_exception(result)
                    else:
                        future.set_result(result)
        finally:
            self._task = None
