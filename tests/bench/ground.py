"""Where benchmarks keep things, and the PostgreSQL and Redis they stand on, made anew for each run."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.redis import EmbeddedRedis

BASE_DIR = Path(__file__).resolve().parent.parent.parent
BENCH_DIR = BASE_DIR / "var" / "bench"
DATA_DIR = BENCH_DIR / "data"

# One machine plays hundreds of customers at once.
LIFTED_LIMITS = {
    "FRONTDESK_LIMITS__MESSAGES_PER_SECOND": "1000000",
    "FRONTDESK_LIMITS__MESSAGES_BURST": "1000000",
    "FRONTDESK_LIMITS__SOCKETS_PER_IP": "1000000",
    "FRONTDESK_LIMITS__HANDSHAKES_PER_IP_PER_MINUTE": "1000000",
}


@contextmanager
def use_own_servers() -> Iterator[None]:
    """Empty servers with fsync on; Django is set up on them. Both end with the block."""
    postgres, redis = EmbeddedPostgres(DATA_DIR), EmbeddedRedis(DATA_DIR)
    postgres.stop()  # an interrupted run's
    redis.stop()
    shutil.rmtree(DATA_DIR, ignore_errors=True)
    DATA_DIR.mkdir(parents=True)
    try:
        postgres.start()
        redis.start()
        os.environ.update(
            LIFTED_LIMITS,
            DATABASE_URL=postgres.url,
            REDIS_URL=redis.url,
            FRONTDESK_DATA_DIR=str(DATA_DIR),
            DJANGO_SETTINGS_MODULE="cs_platform.settings",
        )
        _set_up_django()
        yield
    finally:
        redis.stop()
        postgres.stop()


def _set_up_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
