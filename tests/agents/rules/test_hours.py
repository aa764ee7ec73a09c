from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.rules.hours import LOOK_AHEAD_DAYS, OpenTimes, is_open, opens_at

WEEKDAYS = tuple((weekday, time(9), time(17, 30)) for weekday in range(5))
NIGHTS = tuple((weekday, time(22), time(6)) for weekday in range(7))
NEW_YEAR = date(2026, 1, 1)  # a Thursday


def berlin(
    *weekly: tuple[int, time, time], holidays: Mapping[date, tuple[time, time] | None] | None = None
) -> OpenTimes:
    return OpenTimes("Europe/Berlin", weekly, holidays or {})


def local(text: str, zone: str = "Europe/Berlin", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("_case", "times", "now", "expected"),
    [
        ("no hours at all: always", berlin(), local("2026-03-04 03:00"), True),
        ("within", berlin(*WEEKDAYS), local("2026-03-04 12:00"), True),
        ("the moment of opening", berlin(*WEEKDAYS), local("2026-03-04 09:00"), True),
        ("just before", berlin(*WEEKDAYS), local("2026-03-04 08:59:59"), False),
        ("the last second", berlin(*WEEKDAYS), local("2026-03-04 17:29:59"), True),
        ("the moment of closing", berlin(*WEEKDAYS), local("2026-03-04 17:30"), False),
        ("the weekend", berlin(*WEEKDAYS), local("2026-03-07 12:00"), False),
        ("now in another zone", berlin(*WEEKDAYS), local("2026-03-04 00:30", "America/Los_Angeles"), True),
        ("a lunch break", berlin((2, time(9), time(12)), (2, time(13), time(17))), local("2026-03-04 12:30"), False),
        ("after the break", berlin((2, time(9), time(12)), (2, time(13), time(17))), local("2026-03-04 13:00"), True),
        ("over midnight, the evening", berlin((2, time(22), time(6))), local("2026-03-04 23:00"), True),
        ("over midnight, the morning after", berlin((2, time(22), time(6))), local("2026-03-05 05:59"), True),
        ("over midnight, the morning before", berlin((2, time(22), time(6))), local("2026-03-04 05:59"), False),
        ("over the end of the week", berlin((6, time(22), time(6))), local("2026-03-09 05:00"), True),
        ("closes when it opens: a whole day", berlin((2, time(9), time(9))), local("2026-03-05 08:59"), True),
        ("until midnight", berlin((2, time(9), time(0))), local("2026-03-04 23:59"), True),
        ("holiday", berlin(*WEEKDAYS, holidays={NEW_YEAR: None}), local("2026-01-01 12:00"), False),
        ("holiday, always open else", berlin(holidays={NEW_YEAR: None}), local("2026-01-01 12:00"), False),
        ("before it, always open else", berlin(holidays={NEW_YEAR: None}), local("2025-12-31 23:59"), True),
        ("after it, always open else", berlin(holidays={NEW_YEAR: None}), local("2026-01-02 00:00"), True),
        ("what began the evening before", berlin(*NIGHTS, holidays={NEW_YEAR: None}), local("2026-01-01 05:00"), True),
        ("but not its own evening", berlin(*NIGHTS, holidays={NEW_YEAR: None}), local("2026-01-01 23:00"), False),
        ("nor the morning after that", berlin(*NIGHTS, holidays={NEW_YEAR: None}), local("2026-01-02 05:00"), False),
        ("a holiday's own hours", berlin(holidays={NEW_YEAR: (time(10), time(12))}), local("2026-01-01 11:00"), True),
        ("and outside them", berlin(*WEEKDAYS, holidays={NEW_YEAR: (time(10), time(12))}),
         local("2026-01-01 13:00"), False),
        ("a holiday's hours over midnight", berlin(*WEEKDAYS, holidays={NEW_YEAR: (time(20), time(2))}),
         local("2026-01-02 01:00"), True),
        ("a holiday at the weekend opens", berlin(*WEEKDAYS, holidays={date(2026, 3, 7): (time(10), time(12))}),
         local("2026-03-07 11:00"), True),
    ],
)  # fmt: skip
def test_whether_it_is_open(_case, times, now, expected):
    assert is_open(times, now=now) is expected


@pytest.mark.parametrize(
    ("_case", "times", "now", "expected"),
    [
        ("open now", berlin(*WEEKDAYS), local("2026-03-04 12:00"), None),
        ("always open", berlin(), local("2026-03-04 12:00"), None),
        ("later today", berlin(*WEEKDAYS), local("2026-03-04 08:00"), utc("2026-03-04 08:00")),
        ("tomorrow", berlin(*WEEKDAYS), local("2026-03-04 18:00"), utc("2026-03-05 08:00")),
        ("after the weekend", berlin(*WEEKDAYS), local("2026-03-06 18:00"), utc("2026-03-09 08:00")),
        ("after the holiday", berlin(*WEEKDAYS, holidays={NEW_YEAR: None}), local("2025-12-31 18:00"),
         utc("2026-01-02 08:00")),
        ("in the holiday's hours", berlin(*WEEKDAYS, holidays={NEW_YEAR: (time(10), time(12))}),
         local("2025-12-31 18:00"), utc("2026-01-01 09:00")),
        ("at midnight after the holiday", berlin(holidays={NEW_YEAR: None}), local("2026-01-01 12:00"),
         utc("2026-01-01 23:00")),
        ("rows in any order", berlin((2, time(13), time(17)), (2, time(9), time(12))),
         local("2026-03-04 08:00"), utc("2026-03-04 08:00")),
        ("closed for two weeks", berlin((2, time(9), time(12)), holidays={date(2026, 3, 11): None}),
         local("2026-03-04 12:00"), utc("2026-03-18 08:00")),
        ("closed for longer", berlin((2, time(9), time(12)),
         holidays={date(2026, 3, 11): None, date(2026, 3, 18): None}), local("2026-03-04 12:00"), None),
    ],
)  # fmt: skip
def test_when_it_opens(_case, times, now, expected):
    assert opens_at(times, now=now) == expected


SPRING = date(2026, 3, 29)  # 02:00 becomes 03:00
AUTUMN = date(2026, 10, 25)  # 03:00 becomes 02:00


@pytest.mark.parametrize(
    ("_case", "weekly", "now", "opens", "expected"),
    [
        ("the day after is an hour earlier", (0, time(9), time(17)), "2026-03-28 12:00", "2026-03-30 07:00", False),
        ("a night that loses an hour ends at 04:00", (5, time(22), time(4)), "2026-03-29 01:59", None, True),
        ("at the local time", (5, time(22), time(4)), "2026-03-29 02:00", "2026-04-04 20:00", False),
        ("skipped hours do not open", (6, time(2, 15), time(3, 5)), "2026-03-29 01:01", "2026-04-05 00:15", False),
        ("an opening that is skipped comes as if it were not", (6, time(2, 30), time(6)), "2026-03-29 01:29",
         "2026-03-29 01:30", False),
        ("a night that wins an hour runs on", (5, time(22), time(4)), "2026-10-25 02:59", None, True),
        ("up to the local time", (5, time(22), time(4)), "2026-10-25 03:00", "2026-10-31 21:00", False),
        ("opens when the clocks first say so", (6, time(2, 30), time(6)), "2026-10-25 00:29", "2026-10-25 00:30",
         False),
        ("and stays open when they say it again", (6, time(2, 30), time(6)), "2026-10-25 01:10", None, True),
    ],
)  # fmt: skip
def test_when_the_clocks_change(_case, weekly, now, opens, expected):
    times = berlin(weekly)
    found = opens_at(times, now=utc(now))
    assert (found, is_open(times, now=utc(now))) == (opens and utc(opens), expected)


def test_a_day_that_begins_at_one_o_clock_is_open_from_its_first_moment():
    cairo = OpenTimes("Africa/Cairo", ((4, time(0), time(0)),))  # 2026-04-24, a Friday: 00:00 becomes 01:00
    first = local("2026-04-24 01:00", "Africa/Cairo")
    assert first.astimezone(UTC) == utc("2026-04-23 22:00")
    assert opens_at(cairo, now=utc("2026-04-23 21:00")) == first
    assert [is_open(cairo, now=first + timedelta(hours=h)) for h in (0, 22.99, 23)] == [True, True, False]


def test_a_time_of_day_means_its_first_showing_whatever_fold_it_carries():
    cairo = OpenTimes("Africa/Cairo", ((4, time(0, fold=1), time(0)),))
    assert opens_at(cairo, now=utc("2026-04-22 12:00")) == utc("2026-04-23 22:00")
    assert is_open(cairo, now=utc("2026-04-23 22:00"))


ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Africa/Cairo"]
TIMES_OF_DAY = st.times().map(lambda t: t.replace(second=0, microsecond=0))
SOME_HOURS = st.tuples(TIMES_OF_DAY, TIMES_OF_DAY)
OPEN_TIMES = st.builds(
    OpenTimes,
    time_zone=st.sampled_from(ZONES),
    weekly=st.lists(st.tuples(st.integers(0, 6), TIMES_OF_DAY, TIMES_OF_DAY), max_size=6).map(tuple),
    holidays=st.dictionaries(
        st.dates(date(2026, 3, 1), date(2026, 4, 30)), st.none() | SOME_HOURS, max_size=8
    ),
)
MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 30), timezones=st.just(UTC))


@given(times=OPEN_TIMES, now=MOMENTS, part=st.floats(0, 0.999))
@settings(max_examples=300, deadline=None)
def test_it_is_closed_until_it_opens_and_open_then(times, now, part):
    opens = opens_at(times, now=now)
    if opens is None:
        until = now + timedelta(days=LOOK_AHEAD_DAYS)
        assert is_open(times, now=now) or not is_open(times, now=now + part * (until - now))
    else:
        assert is_open(times, now=opens)
        assert now < opens <= now + timedelta(days=LOOK_AHEAD_DAYS)
        assert not is_open(times, now=now + part * (opens - now))


def shown_open(times: OpenTimes, wall: datetime) -> bool:
    """The rule read off the wall's clock, where it never changes."""

    def hours(day: date) -> list[tuple[time, time]]:
        if day in times.holidays:
            found = times.holidays[day]
            return [found] if found else []
        if not times.weekly:
            return [(time(0), time(0))]
        return [(opens, closes) for weekday, opens, closes in times.weekly if weekday == day.weekday()]

    at = wall.time()
    today = any(opens <= at and (at < closes or closes <= opens) for opens, closes in hours(wall.date()))
    since_yesterday = any(
        closes <= opens and at < closes for opens, closes in hours(wall.date() - timedelta(days=1))
    )
    return today or since_yesterday


@given(times=OPEN_TIMES, now=MOMENTS)
@settings(max_examples=300, deadline=None)
def test_where_the_clocks_do_not_change_it_is_what_the_wall_shows(times, now):
    fixed = OpenTimes("Asia/Shanghai", times.weekly, times.holidays)
    wall = now.astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None)
    assert is_open(fixed, now=now) == shown_open(fixed, wall)
