"""Starting a coroutine at once, and making it a task only if it has to wait: Python 3.12's eager tasks, for 3.11."""

import asyncio
import types
from collections.abc import Callable, Coroutine, Generator
from functools import partial
from typing import Any


def start_eagerly(work: Coroutine[Any, None, None]) -> asyncio.Task[None] | None:
    """Run `work` until it must wait; the task that carries on with it, or None when it is done already.

    What runs before the first wait runs within its caller: no `asyncio.timeout` there, it would be the caller's.
    """
    try:
        waits_for = work.send(None)
    except StopIteration:
        return None
    return asyncio.create_task(_carry_on(work, waits_for))


async def _carry_on(work: Coroutine[Any, None, None], waits_for: Any) -> None:
    await _remaining_steps(work, waits_for)


@types.coroutine
def _remaining_steps(work: Coroutine[Any, None, None], waits_for: Any) -> Generator[Any, None, None]:
    while True:
        step: Callable[[], Any] = partial(work.send, None)
        try:
            yield waits_for
        except BaseException as error:  # a cancellation is for the work to see
            step = partial(work.throw, error)
        try:
            waits_for = step()
        except StopIteration:
            return
