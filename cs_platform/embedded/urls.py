"""Where the embedded servers of one data directory listen. Sockets only, so no port is ever taken."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

DATABASE = "frontdesk"
SOCKET_PATH_LIMIT_BYTES = 100  # the kernel's own limit is 107 (Linux) or 103 (macOS)


def embedded_database_url(data_dir: Path) -> str:
    """The `postgresql://` URL of the embedded database; the socket directory stands in `?host=`."""
    return f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(postgres_socket_dir(data_dir)), safe='')}"


def embedded_redis_url(data_dir: Path) -> str:
    """The `unix://` URL of the embedded Redis."""
    return f"unix://{quote(str(redis_socket_path(data_dir)))}?db=0"


def postgres_socket_dir(data_dir: Path) -> Path:
    """The directory for PostgreSQL's socket; its file name is PostgreSQL's own choice."""
    return _short_enough(data_dir, "postgres", ".s.PGSQL.5432")


def redis_socket_path(data_dir: Path) -> Path:
    """The socket file of Redis."""
    return _short_enough(data_dir, "redis", "redis.sock") / "redis.sock"


def folder_hash(data_dir: Path) -> str:
    """Names this data directory among all of the machine."""
    return hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:12]


def closed_to_others(directory: Path) -> bool:
    """Whether another system user is kept out of `directory` by one of the folders above it."""
    return any(not above.stat().st_mode & 0o001 for above in directory.resolve().parents if above.exists())


def _short_enough(data_dir: Path, server: str, file_name: str) -> Path:
    """Inside `data_dir` where that works; else in the temporary directory, told apart by a hash."""
    inside = data_dir.resolve() / "run" / server
    too_long = len(os.fsencode(inside / file_name)) > SOCKET_PATH_LIMIT_BYTES
    if not too_long and not (os.geteuid() == 0 and closed_to_others(data_dir)):
        return inside
    return Path(tempfile.gettempdir()) / f"frontdesk-{folder_hash(data_dir)}" / server
