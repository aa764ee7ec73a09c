"""Reading timestamps from PostgreSQL fast: a floor of hundreds is read at every decision, four timestamps an agent.

psycopg's loader in Python, which Django builds on, takes 3.5 µs each; `datetime.fromisoformat` takes 0.3.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader


class TimestampLoader(BaseTzLoader):
    """Loads what a connection in UTC sends, such as `2026-11-25 01:17:29.01984+00`."""

    timezone = UTC  # Django asks whether the loader fits its connection

    def load(self, data: Any) -> datetime:
        """Raises `DataError` for what `datetime` cannot hold, as psycopg does."""
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:  # infinity, years BC or past 9999
            loaded: datetime = super().load(data)
            return loaded


def read_timestamps_fast(connection: Any, **_: Any) -> None:
    """Receiver of `connection_created`."""
    if connection.vendor == "postgresql" and connection.timezone == UTC:
        connection.connection.adapters.register_loader("timestamptz", TimestampLoader)
