"""The statements that PostgreSQL executes, whoever sends them: from the log of the benchmarks' own server."""

import re
from types import TracebackType
from typing import Self

from django.db import connection

from cs_platform.embedded.postgres import EmbeddedPostgres
from tests.bench.ground import DATA_DIR

STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*(?:\n\t.*)*)")


class StatementLog:
    """While the block lasts, every connection's statements are logged, from its next one on."""

    def __init__(self) -> None:
        self._file = (EmbeddedPostgres(DATA_DIR).home / "server.log").open("rb")

    def taken(self) -> list[str]:
        """What was executed since this was called last, in the order in which it began."""
        text = self._file.read().decode(errors="replace")
        return [found.replace("\n\t", "\n") for found in STATEMENT.findall(text)]

    def __enter__(self) -> Self:
        _set_up("ALTER SYSTEM SET log_statement = 'all'")
        self.taken()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _set_up("ALTER SYSTEM RESET log_statement")
        self._file.close()


def _set_up(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(setting)
        cursor.execute("SELECT pg_reload_conf()")
