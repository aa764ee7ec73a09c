"""The order of the queue."""

from datetime import datetime, timedelta

STRICT_STEP = timedelta(days=3650)
MOST_PRIORITY = 100


def order_at(*, waiting_since: datetime, priority: int, ageing_seconds: int | None) -> datetime:
    """The time by which the queue is sorted: waiting since then, each step of priority worth `ageing_seconds` of it.

    So who waits long enough overtakes a higher priority that came later; without ageing nobody ever does.
    The key never changes while somebody waits, so an index can hold the order.
    """
    step = STRICT_STEP if ageing_seconds is None else min(STRICT_STEP, timedelta(seconds=ageing_seconds))
    return waiting_since - min(priority, MOST_PRIORITY) * step
