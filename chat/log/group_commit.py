"""Group commit: a node's sockets share one writer, one connection and one commit."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from django.db import DataError, Error, IntegrityError, connection

from chat.batching import Batcher, Full
from chat.db import DatabaseThreads
from chat.log.drafts import Draft, Stored
from chat.log.writer import append
from chat.protocol.refusals import Refused

logger = logging.getLogger(__name__)

RETRY_EVERY_SECONDS = 0.2
GIVE_UP_AFTER_SECONDS = 8.0


class GroupCommit:
    """What arrives while the last commit is in flight is written as one.

    `tell` is called in the event loop, after the commit and before the callers get their results, with the
    fresh entries in order.
    """

    def __init__(self, tell: Callable[[list[tuple[Draft, Stored]]], None]) -> None:
        self._tell = tell
        self._thread = DatabaseThreads(1, "log-writer")
        self._batcher: Batcher[Draft, Stored] = Batcher(self._write)

    def append(self, draft: Draft) -> asyncio.Future[Stored]:
        """Store a draft. The future's result means committed; `Refused` means nothing was kept.

        Safe to repeat with the same draft, from any node.
        """
        try:
            return self._batcher.submit(draft)
        except Full:
            raise Refused("unavailable", retry_after=2.0) from None

    async def close(self) -> None:
        """Write what waits, then end the writer."""
        await self._batcher.idle()
        await asyncio.to_thread(self._thread.close)

    async def _write(self, drafts: list[Draft]) -> Sequence[Stored | Exception]:
        results = await self._thread.run(_append_until_answered, drafts)
        fresh = [(d, r) for d, r in zip(drafts, results, strict=True) if isinstance(r, Stored) and r.fresh]
        if fresh:
            self._tell(fresh)
        return results


def _append_until_answered(drafts: list[Draft]) -> Sequence[Stored | Refused]:
    """Append, again and again while PostgreSQL is away: after a broken commit only a resend can tell."""
    give_up_at = time.monotonic() + GIVE_UP_AFTER_SECONDS
    while True:
        try:
            return append(drafts)
        except (DataError, IntegrityError, UnicodeEncodeError):
            if len(drafts) == 1:
                logger.exception("The log refused a draft that validation had let through")
                return [Refused("bad_frame")]
            # One draft is at fault; the others must not suffer for it.
            return [result for draft in drafts for result in _append_until_answered([draft])]
        except Error:
            connection.close()
            if time.monotonic() >= give_up_at:
                logger.exception("The log could not reach PostgreSQL for %s s", GIVE_UP_AFTER_SECONDS)
                return [Refused("unavailable", retry_after=2.0)] * len(drafts)
            time.sleep(RETRY_EVERY_SECONDS)
