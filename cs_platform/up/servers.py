"""PostgreSQL and Redis for `up`: the embedded ones, or those that the environment names."""

from pathlib import Path

from cs_platform.embedded.database import ensure_database
from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.redis import EmbeddedRedis
from cs_platform.environment import Environment
from cs_platform.up.logs import Log


class Servers:
    """Starts what this folder brings itself, and stops exactly that."""

    def __init__(self, env: Environment, log: Log) -> None:
        data_dir: Path = env.data_dir
        self._database_url = env.database_url
        self._postgres = None if env.database_url else EmbeddedPostgres(data_dir)
        self._redis = None if env.redis_url else EmbeddedRedis(data_dir)
        self._log = log

    def start(self) -> None:
        """Returns when both answer and the database exists."""
        if self._redis is not None:
            self._log.line("up", "Redis starts")
            self._redis.start()
        if self._postgres is not None:
            self._log.line("up", "PostgreSQL starts")
            self._postgres.start()
        else:
            ensure_database(self._database_url)

    def stop(self) -> None:
        if self._redis is not None:
            self._redis.stop()
        if self._postgres is not None:
            self._postgres.stop()
