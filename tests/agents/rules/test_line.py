from datetime import UTC, datetime, timedelta

from agents.rules.line import MOST_PRIORITY, order_at

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def place(minutes: int, priority: int = 0, ageing_seconds: int | None = None) -> datetime:
    since = MONDAY + timedelta(minutes=minutes)
    return order_at(waiting_since=since, priority=priority, ageing_seconds=ageing_seconds)


def test_who_waits_longer_is_first():
    assert place(0) < place(1)


def test_priority_goes_first_however_long_the_others_wait():
    assert place(60 * 24 * 365, priority=1) < place(0)
    assert place(0, priority=2) < place(-60, priority=1)


def test_with_ageing_long_waiting_makes_up_for_priority():
    assert place(9, priority=1, ageing_seconds=600) < place(0, ageing_seconds=600)
    assert place(11, priority=1, ageing_seconds=600) > place(0, ageing_seconds=600)


def test_any_priority_gives_a_time_that_can_be_stored():
    assert place(0, priority=30_000) == place(0, priority=MOST_PRIORITY)
    assert place(0, priority=30_000).year > 1000
    assert place(0, priority=30_000, ageing_seconds=2**31).year > 1000
