"""What all tests share."""

from collections.abc import AsyncIterator, Callable

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from pytest_django.plugin import DjangoDbBlocker

from agents.queue_board import NEWS
from agents.telling import STAFF_NEWS
from tests.live import database_env


def pytest_configure() -> None:
    """A password is hashed in no time: what Django takes a quarter of a second for is not ours to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The audit refuses TRUNCATE, which is how Django empties the database after transactional tests."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE history_auditentry DISABLE TRIGGER history_audit_no_truncate")


@pytest.fixture(autouse=True)
def _soon_is_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """News are told by whoever changed something: a thread that tells them soon would outlive the test."""
    for news in (NEWS, STAFF_NEWS.soon):
        monkeypatch.setattr(news, "changed", news._tell)


@pytest.fixture
def live_env(transactional_db: None) -> dict[str, str]:
    """Where server processes find the test database."""
    return database_env()


@pytest.fixture
async def close_threads_connection() -> AsyncIterator[None]:
    """For tests that ask the database by `sync_to_async`, whose thread outlives them."""
    yield
    await sync_to_async(lambda: connection.close())()


@pytest.fixture
def count_queries(monkeypatch) -> Callable[[], list[str]]:
    """From the call on, every query of any thread is added to the list that it returned."""

    def begin() -> list[str]:
        asked: list[str] = []
        run = CursorWrapper.execute
        monkeypatch.setattr(
            CursorWrapper, "execute", lambda self, sql, *a: (asked.append(sql), run(self, sql, *a))[1]
        )
        return asked

    return begin
