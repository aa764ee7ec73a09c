"""How many bytes somebody may upload in a day: counted as they come, exactly, however many come at once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection

from chat.attachments.refusals import UploadRefused
from chat.models import UploadDay

# One conditional update: the row is locked while it counts, and a count that would be too much changes nothing.
COUNT = """
INSERT INTO chat_uploadday AS u (owner_id, day, bytes) SELECT %s, %s, %s WHERE %s <= %s
ON CONFLICT (owner_id, day) DO UPDATE SET bytes = u.bytes + excluded.bytes WHERE u.bytes + excluded.bytes <= %s
"""
KEPT = timedelta(days=2)


def count_bytes(quotas: Sequence[tuple[UUID, int]], *, more_bytes: int, now: datetime) -> None:
    """Count them for each owner, in the running transaction. Raises `UploadRefused("quota")`, which must end it."""
    with connection.cursor() as cursor:
        for owner_id, most_bytes in quotas:
            cursor.execute(COUNT, [owner_id, _day(now), more_bytes, more_bytes, most_bytes, most_bytes])
            if cursor.rowcount == 0:
                raise _enough(now)


def refuse_beyond(quotas: Sequence[tuple[UUID, int]], *, more_bytes: int, now: datetime) -> None:
    """Before anything is sent: would so much be too much? Raises `UploadRefused("quota")`."""
    today = UploadDay.objects.filter(owner_id__in=[owner for owner, _ in quotas], day=_day(now))
    used = dict(today.values_list("owner_id", "bytes"))
    if any(used.get(owner, 0) + more_bytes > most for owner, most in quotas):
        raise _enough(now)


def forget_old_days(now: datetime) -> int:
    deleted, _ = UploadDay.objects.filter(day__lt=_day(now - KEPT)).delete()
    return deleted


def _enough(now: datetime) -> UploadRefused:
    tomorrow = datetime.combine(_day(now) + timedelta(days=1), datetime.min.time(), UTC)
    return UploadRefused("quota", retry_after=round((tomorrow - now).total_seconds(), 1))


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()
