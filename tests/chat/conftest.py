"""The test database's address, for server processes that stand on it."""

import pytest
from django.db import connection


@pytest.fixture
def live_env(transactional_db, tmp_path) -> dict[str, str]:
    from urllib.parse import quote

    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    return {
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
        if database["HOST"].startswith("/")
        else f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    }
