"""A transcript page by page: both lanes merged by time, each in its own order, nothing left out.

Pure functions over what the selectors fetched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from chat.models import Lane, Message

ENTRIES_PER_PAGE = 200
MAX_PLACE = 2**53 - 1


class BadPlace(ValueError):
    """Not something that a page of ours linked to."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far into each lane: the last `seq` before this point."""

    public: int = 0
    staff: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """A place such as `120.3`. Raises `BadPlace`."""
        parts = text.split(".")
        if len(parts) != 2 or not all(
            part.isascii() and part.isdigit() and len(part) <= 16 for part in parts
        ):
            raise BadPlace(text)
        return cls(*(min(int(part), MAX_PLACE) for part in parts))

    def __str__(self) -> str:
        return f"{self.public}.{self.staff}"

    def moved(self, entries: Sequence[Message], step: int) -> Self:
        public = sum(entry.lane == Lane.PUBLIC for entry in entries)
        return type(self)(self.public + step * public, self.staff + step * (len(entries) - public))

    def within(self, end: "Place") -> Self:
        return type(self)(min(self.public, end.public), min(self.staff, end.staff))


START = Place()


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """The entries between two places of a transcript that ends at `last`."""

    entries: Sequence[Message]
    start: Place
    end: Place
    last: Place

    @property
    def before(self) -> Place | None:
        """The `before` of the page that comes earlier."""
        return self.start if self.start != START else None

    @property
    def after(self) -> Place | None:
        """The `after` of the page that comes later."""
        return self.end if self.end != self.last else None


def merge(public: Sequence[Message], staff: Sequence[Message]) -> list[Message]:
    """Both lanes in one. Between lanes the earlier time goes first, and at the same time the public one."""
    merged: list[Message] = []
    waiting = 0
    for entry in public:
        while waiting < len(staff) and staff[waiting].created_at < entry.created_at:
            merged.append(staff[waiting])
            waiting += 1
        merged.append(entry)
    return merged + list(staff[waiting:])
