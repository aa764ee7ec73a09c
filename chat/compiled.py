"""Queries that Django builds once: building one of our larger ones takes it up to two milliseconds, at every call."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, QuerySet, UUIDField, Value

HOLES = [UUID(int=number) for number in range(1, 4)]
M = TypeVar("M", bound=Model)


class Compiled(Generic[M]):
    """A query that differs from call to call only in ids, such as that of a group, or in lists of them (`IsAnyOf`).

    `build` gets a stand-in for each and is called once: it must look neither into the database nor at the time.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]]) -> None:
        self._build = build
        self._query: QuerySet[M, Any] | None = None
        self._sql = ""
        self._parameters: tuple[Any, ...] = ()

    def rows(self, *ids: UUID | list[UUID]) -> list[tuple[Any, ...]]:
        """Of a `values_list`: the rows as PostgreSQL gives them."""
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(ids))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def objects(self, *ids: UUID | list[UUID]) -> list[M]:
        """Of whole rows: the models, with what they are annotated with."""
        sql, parameters = self._filled(ids)
        assert self._query is not None
        return list(self._query.model._default_manager.raw(sql, parameters))

    def _filled(self, ids: tuple[UUID | list[UUID], ...]) -> tuple[str, list[Any]]:
        holes = HOLES[: len(ids)]
        if self._query is None:
            query = self._build(*holes)
            self._sql, self._parameters = query.query.sql_with_params()
            self._query = query
        filling = dict(zip(holes, ids, strict=True))
        return self._sql, [
            filling.get(each, each) if isinstance(each, UUID) else each for each in self._parameters
        ]


class IsAnyOf(Func):
    """The condition that a column is one of a list, for which the hole `ids` stands."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, ids: UUID) -> None:
        super().__init__(F(column), Value(ids, ArrayField(UUIDField())))


class SharesOne(Func):
    """The condition that a column, a list, has one of a list in it, for which the hole `ids` stands."""

    template = "%(expressions)s"
    arg_joiner = " && "
    output_field = BooleanField()

    def __init__(self, column: str, ids: UUID) -> None:
        super().__init__(F(column), Value(ids, ArrayField(UUIDField())))
