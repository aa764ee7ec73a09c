"""Each change is told by a reading that begins after it, and many changes by few."""

import threading
import time

from agents.soon import Soon
from chat.ids import new_id

FRONT, BACK = new_id(), new_id()


class Told:
    """What was told, and how many changes had been made by then."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.once = threading.Event()

    def __call__(self, group_id: object) -> None:
        self.told.append(group_id)
        self.once.set()


def test_a_change_is_told_at_once_and_many_in_a_row_once_more_after_the_pause():
    told = Told()
    news = Soon(told, name="news", pause_seconds=30)
    news.changed(FRONT)
    assert told.once.wait(10)
    for _ in range(100):
        news.changed(FRONT)
    assert told.told == [FRONT]
    news.close()
    assert told.told == [FRONT, FRONT]


def test_one_queue_does_not_wait_for_the_pause_of_another():
    told = Told()
    news = Soon(told, name="news", pause_seconds=30)
    news.changed(FRONT)
    assert told.once.wait(10)
    told.once.clear()
    news.changed(FRONT)
    news.changed(BACK)
    assert told.once.wait(10)
    assert told.told == [FRONT, BACK]
    news.close()


def test_the_last_change_is_told_after_the_pause_by_itself():
    told = Told()
    news = Soon(told, name="news", pause_seconds=0.05)
    news.changed(FRONT)
    assert told.once.wait(10)
    told.once.clear()
    began = time.monotonic()
    news.changed(FRONT)
    assert told.once.wait(10)
    assert time.monotonic() - began < 5
    news.close()


def test_a_change_during_a_reading_is_told_by_another_one():
    reading, may_end, told = threading.Event(), threading.Event(), []

    def read(group_id: object) -> None:
        reading.set()
        may_end.wait(10)
        told.append(group_id)

    news = Soon(read, name="news", pause_seconds=0)
    news.changed(FRONT)
    assert reading.wait(10)
    news.changed(FRONT)
    may_end.set()
    news.close()
    assert told == [FRONT, FRONT]


def test_what_fails_does_not_end_the_telling():
    told = Told()

    def fail_first(group_id: object) -> None:
        told(group_id)
        if len(told.told) == 1:
            raise OSError

    news = Soon(fail_first, name="news", pause_seconds=0)
    news.changed(FRONT)
    assert told.once.wait(10)
    news.changed(BACK)
    news.close()
    assert told.told == [FRONT, BACK]
