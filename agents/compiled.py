"""Queries that Django builds once: building one of our larger ones takes it a millisecond, at every call."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

HOLE = UUID(int=0)


class Compiled:
    """A query of columns that differs from call to call in one id, such as that of a group.

    `build` gets a stand-in for the id, and is called once: it must look neither into the database nor at the time.
    """

    def __init__(self, build: Callable[[UUID], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: tuple[str, tuple[Any, ...]] | None = None

    def rows(self, id_: UUID) -> list[tuple[Any, ...]]:
        """The rows for an id, as PostgreSQL gives them."""
        if self._compiled is None:
            self._compiled = self._build(HOLE).query.sql_with_params()
        sql, parameters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [id_ if each == HOLE else each for each in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found
