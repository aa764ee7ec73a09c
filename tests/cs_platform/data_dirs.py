import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.redis import EmbeddedRedis
from cs_platform.embedded.urls import postgres_socket_dir


@contextmanager
def fresh_data_dir() -> Iterator[Path]:
    """An empty data directory; its servers are ended with it, and nothing of them stays anywhere."""
    (settings.BASE_DIR / "var").mkdir(exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix="up-", dir=settings.BASE_DIR / "var"))
    try:
        yield path
    finally:
        EmbeddedRedis(path).kill()
        postgres = EmbeddedPostgres(path)
        postgres.stop("immediate")
        shutil.rmtree(postgres.home, ignore_errors=True)
        shutil.rmtree(postgres_socket_dir(path).parent, ignore_errors=True)
        shutil.rmtree(path)
