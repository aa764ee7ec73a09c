"""Timestamps read fast are those that Django would have read."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection

from cs_platform.timestamps import TimestampLoader

pytestmark = pytest.mark.django_db


def read(text: str) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "text", ["2026-11-25T01:02:03+00:00", "2026-11-25T01:02:03.1+00:00", "0999-01-01T00:00:00.000001+00:00"]
)
def test_it_is_the_moment_in_utc(text):
    assert read(text) == datetime.fromisoformat(text)
    assert read(text).tzinfo is UTC


def test_every_connection_reads_so():
    connection.ensure_connection()
    assert issubclass(connection.connection.adapters.get_loader(1184, 0), TimestampLoader)


def test_what_no_datetime_can_hold_is_refused_as_before():
    with pytest.raises(DataError):
        read("infinity")
