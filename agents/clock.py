"""What time it is: the database's clock decides, for servers' clocks may differ."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """Now, by the clock that every node shares."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now
