import pytest

from cs_platform.settings import broker_url, database_from_url


def test_a_database_url_may_name_a_socket_directory():
    database = database_from_url("postgresql://frontdesk@/desk?host=%2Frun%2Fpg", hang_seconds=10)
    assert (database["NAME"], database["USER"], database["HOST"], database["PORT"]) == (
        "desk",
        "frontdesk",
        "/run/pg",
        "",
    )


def test_a_database_url_may_name_a_server_with_options():
    url = "postgresql://us%40er:p%2Fw@db:5433/desk?sslmode=require"
    database = database_from_url(url, hang_seconds=10)
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("desk", "us@er", "p/w")
    assert (database["HOST"], database["PORT"], database["OPTIONS"]["sslmode"]) == ("db", "5433", "require")


def test_whoever_hangs_in_a_transaction_loses_it_whatever_other_options_a_database_url_names():
    database = database_from_url("postgresql://db/desk?options=-c%20jit%3Doff", hang_seconds=7)
    assert database["OPTIONS"]["options"] == "-c idle_in_transaction_session_timeout=7s -c jit=off"


@pytest.mark.parametrize(
    ("redis_url", "expected"),
    [
        ("redis://cache:6379/1", "redis://cache:6379/1"),
        ("rediss://:pw@cache:6380/0", "rediss://:pw@cache:6380/0"),
        ("unix:///run/redis.sock?db=2", "redis+socket:///run/redis.sock?virtual_host=2"),
    ],
)
def test_celery_is_told_of_the_same_redis_in_its_own_words(redis_url, expected):
    assert broker_url(redis_url) == expected
