"""When a skill group is open: weekly hours and holidays, in its own time zone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOK_AHEAD_DAYS = 14
"""How far ahead the next opening is looked for."""

WHOLE_DAY = (time(0), time(0))


@dataclass(frozen=True, slots=True)
class OpenTimes:
    """A group's hours. `weekly` holds (weekday, opens, closes), Monday is 0; without any it is always open.

    A time to close at or before the time to open is on the next day. A holiday's hours, or None for closed, stand
    in place of those of the weekday on its date; what began the evening before still runs on.
    """

    time_zone: str
    weekly: tuple[tuple[int, time, time], ...] = ()
    holidays: Mapping[date, tuple[time, time] | None] = field(default_factory=dict)

    @property
    def limited(self) -> bool:
        """Whether there is any hour at which the group is not open."""
        return bool(self.weekly or self.holidays)


def is_open(times: OpenTimes, *, now: datetime) -> bool:
    """Whether the group is open. The moment of opening belongs to the hours, that of closing does not."""
    zone = ZoneInfo(times.time_zone)
    today = now.astimezone(zone).date()
    return any(
        opens <= now < closes
        for day in (today - timedelta(days=1), today)
        for opens, closes in _stretches(times, zone, day)
    )


def opens_at(times: OpenTimes, *, now: datetime) -> datetime | None:
    """The next opening, in UTC. None when open now, or when none comes within `LOOK_AHEAD_DAYS`."""
    if is_open(times, now=now):
        return None
    zone = ZoneInfo(times.time_zone)
    today = now.astimezone(zone).date()
    last = now + timedelta(days=LOOK_AHEAD_DAYS)
    openings = (
        opens
        for ahead in range(LOOK_AHEAD_DAYS + 2)
        for opens, _ in _stretches(times, zone, today + timedelta(days=ahead))
        if now < opens <= last
    )
    return min(openings, default=None)


def _stretches(times: OpenTimes, zone: ZoneInfo, day: date) -> Iterator[tuple[datetime, datetime]]:
    """What begins on a date, as moments in UTC; hours that the clocks skip that day are left out."""
    for opens, closes in _hours_of(times, day):
        last_day = day if closes > opens else day + timedelta(days=1)
        begins, ends = _moment(day, opens, zone), _moment(last_day, closes, zone)
        if begins < ends:
            yield begins, ends


def _hours_of(times: OpenTimes, day: date) -> list[tuple[time, time]]:
    if day in times.holidays:
        hours = times.holidays[day]
        return [] if hours is None else [hours]
    if not times.weekly:
        return [WHOLE_DAY]
    return [(opens, closes) for weekday, opens, closes in times.weekly if weekday == day.weekday()]


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When clocks on the wall show this. What they show twice means the first; what they skip is reckoned by the
    offset before the change (RFC 5545, 3.3.5)."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)
