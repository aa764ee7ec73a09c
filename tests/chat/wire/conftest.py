from collections.abc import Callable

import pytest
from django.db.backends.utils import CursorWrapper


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
