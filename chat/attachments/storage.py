"""The bytes of files, in whatever storage the settings name. Slow, so never in the event loop, nor in the threads
that the database has."""

import asyncio
import secrets
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import IO, BinaryIO, ParamSpec, TypeVar

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

P = ParamSpec("P")
T = TypeVar("T")

CHUNK_BYTES = 256 * 1024
BYTES_IN_MEMORY = 1024 * 1024

_moving = ThreadPoolExecutor(4, thread_name_prefix="files")
_looking = ThreadPoolExecutor(2, thread_name_prefix="file-checks")


async def in_files(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what moves bytes."""
    return await asyncio.get_running_loop().run_in_executor(_moving, partial(function, *args, **kwargs))


async def in_checks(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what looks at a whole file: two at once on a node, for a picture may take hundreds of megabytes."""
    return await asyncio.get_running_loop().run_in_executor(_looking, partial(function, *args, **kwargs))


def save_bytes(folder: str, what: str, data: bytes) -> str:
    """Store them under a name that nothing else has; the name."""
    return default_storage.save(_name(folder, what), ContentFile(data))


def save_file(folder: str, what: str, file: IO[bytes]) -> str:
    """Store a whole file, from its start; the name."""
    file.seek(0)
    return default_storage.save(_name(folder, what), File(file))


def joined(names: Iterable[str]) -> BinaryIO:
    """The parts in their order as one file, which vanishes when it is closed. Raises `OSError`."""
    whole = tempfile.SpooledTemporaryFile(BYTES_IN_MEMORY)  # noqa: SIM115 – its user closes it
    for name in names:
        with default_storage.open(name) as part:
            for chunk in part.chunks(CHUNK_BYTES):
                whole.write(chunk)
    whole.seek(0)
    return whole  # type: ignore[return-value]  # all that a file can do


def remove(names: Iterable[str]) -> None:
    """Gone afterwards; what is gone already is fine."""
    for name in names:
        default_storage.delete(name)


def tidy(folder: str, *, keep: Iterable[str] = ()) -> None:
    """Remove whatever stands in the folder and is not to be kept, and the folder with its last file."""
    kept = set(keep)
    try:
        _, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    names = {f"{folder}/{file}" for file in files}
    remove(names - kept)
    if not names & kept:
        default_storage.delete(folder)  # a directory of the disk; in a bucket there is nothing to delete


def _name(folder: str, what: str) -> str:
    return f"{folder}/{what}-{secrets.token_hex(8)}"
