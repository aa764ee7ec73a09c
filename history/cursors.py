"""Where a page of a list goes on: the sort key of the last row shown, as it stands in a URL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Q


class BadCursor(ValueError):
    """Not something that a page of ours linked to."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Rows after it are older than `at`, or as old with a smaller id."""

    at: datetime
    id: UUID

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The cursor of a URL; None for the empty one. Raises `BadCursor`."""
        if not text:
            return None
        at, _, identity = text.partition("~")
        try:
            cursor = cls(datetime.fromisoformat(at), UUID(identity))
        except ValueError:
            raise BadCursor(text) from None
        if cursor.at.tzinfo is None:
            raise BadCursor(text)
        return cursor

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.id}"

    def rows_after(self, field: str) -> Q:
        return Q(**{f"{field}__lt": self.at}) | Q(**{field: self.at, "id__lt": self.id})
