"""Poking the worker when something is due. What gets lost, the sweep finds: nothing ever waits for this."""

import logging
import threading
from datetime import datetime, timedelta
from queue import Empty, Full, Queue

from django.db import transaction

logger = logging.getLogger(__name__)

MOST_WAITING = 1_000
IDLE_SECONDS = 5.0
GOOD_FOR = timedelta(seconds=60)
"""After it became due; Celery counts a number of seconds from when it was sent."""

_due: Queue[datetime] = Queue(MOST_WAITING)
_lock = threading.Lock()
_thread: threading.Thread | None = None


def poke_at(when: datetime) -> None:
    """Have the clocks looked at then, once the running transaction is committed. Never blocks, may get lost."""
    transaction.on_commit(lambda: _put(when), robust=True)


def _put(when: datetime) -> None:
    global _thread
    try:
        _due.put_nowait(when)
    except Full:
        return
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_send_all, name="poke", daemon=True)
            _thread.start()


def _send_all() -> None:
    """The broker may hang: it may hold up this thread, and nobody else."""
    from agents.tasks import look

    while True:
        try:
            when = _due.get(timeout=IDLE_SECONDS)
        except Empty:
            return
        try:
            look.apply_async(eta=when, retry=False, expires=when + GOOD_FOR)
        except Exception as error:  # whatever the broker's client throws
            logger.info("A poke was lost (%r); the sweep looks anyway", error)
