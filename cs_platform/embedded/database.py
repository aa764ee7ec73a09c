"""The database itself: made at the first start, on the embedded server as on any other."""

import contextlib
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import errors, sql


def ensure_database(url: str) -> None:
    """Creates the database that `url` names unless it is there.

    A server that has it is never asked for the right to create one. Raises psycopg.OperationalError
    when nobody answers.
    """
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        _create(url)


def _create(url: str) -> None:
    parts = urlsplit(url)
    maintenance = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True, connect_timeout=10) as connection:
        name = sql.Identifier(unquote(parts.path.lstrip("/")))
        with contextlib.suppress(errors.DuplicateDatabase):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
