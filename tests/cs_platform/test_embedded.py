"""The embedded servers come back, whatever was done to them."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.processes import is_alive, processes_in
from cs_platform.embedded.redis import EmbeddedRedis
from cs_platform.embedded.urls import embedded_database_url, embedded_redis_url, postgres_socket_dir
from tests.cs_platform.data_dirs import fresh_data_dir


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with fresh_data_dir() as path:
        yield path


@pytest.fixture
def postgres(data_dir: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(data_dir)


@pytest.fixture
def redis_server(data_dir: Path) -> EmbeddedRedis:
    return EmbeddedRedis(data_dir)


def ask(server: EmbeddedPostgres, query: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        cursor = connection.execute(query)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def test_a_short_data_dir_holds_its_sockets():
    data_dir = Path("/srv/desk/var")
    assert embedded_database_url(data_dir) == (
        "postgresql://frontdesk@/frontdesk?host=%2Fsrv%2Fdesk%2Fvar%2Frun%2Fpostgres"
    )
    assert embedded_redis_url(data_dir) == "unix:///srv/desk/var/run/redis/redis.sock?db=0"


def test_a_long_data_dir_gets_a_short_place_of_its_own():
    first, second = Path("/opt") / ("x" * 200), Path("/opt") / ("y" * 200)
    assert len(str(postgres_socket_dir(first))) < 60
    assert postgres_socket_dir(first) != postgres_socket_dir(second)


@pytest.mark.faults
def test_postgres_recovers_after_its_postmaster_was_killed(postgres: EmbeddedPostgres):
    postgres.start()
    ask(postgres, "CREATE TABLE kept AS SELECT 42 AS answer")
    postgres.kill()
    assert postgres.pid is None
    postgres.start()
    assert ask(postgres, "SELECT answer FROM kept") == 42
    assert ask(postgres, "SHOW fsync") == "on"


@pytest.mark.faults
def test_postgres_recovers_when_its_pid_file_names_a_stranger(postgres: EmbeddedPostgres):
    postgres.start()
    pid_file = postgres.cluster / "postmaster.pid"
    left_behind = pid_file.read_text().replace(str(postgres.pid), str(os.getpid()), 1)
    postgres.stop()
    pid_file.write_text(left_behind)
    assert postgres.pid is None
    postgres.start()
    assert ask(postgres, "SELECT 1") == 1


@pytest.mark.faults
def test_postgres_takes_over_a_server_that_runs(postgres: EmbeddedPostgres):
    postgres.start()
    pid = postgres.pid
    EmbeddedPostgres(postgres.data_dir).start()
    assert postgres.pid == pid
    postgres.stop()
    assert processes_in(postgres.cluster) == []


@pytest.mark.faults
def test_a_cluster_cut_short_is_made_anew(postgres: EmbeddedPostgres):
    postgres.start()
    postgres.stop()
    postgres.cluster.rename(postgres.home / "cluster.new")
    postgres.start()
    assert ask(postgres, "SELECT 1") == 1


@pytest.mark.faults
def test_redis_recovers_after_it_was_killed(redis_server: EmbeddedRedis):
    redis_server.start()
    redis_server.kill()
    assert redis_server.pid is None
    redis_server.start()
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.ping() is True


@pytest.mark.faults
def test_redis_that_is_frozen_is_replaced(redis_server: EmbeddedRedis):
    redis_server.start()
    frozen = redis_server.pid
    assert frozen is not None
    os.kill(frozen, signal.SIGSTOP)
    redis_server.start()
    assert not is_alive(frozen)
    assert redis_server.pid is not None
