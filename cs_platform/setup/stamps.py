"""Doing a thing again only when what it was made from has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *words: str) -> str:
    """A hash of files, of all files in folders, and of words."""
    total = hashlib.sha256("\0".join(words).encode())
    for file in sorted(file for path in paths for file in _files(path)):
        total.update(str(file).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text() == value


def _files(path: Path) -> list[Path]:
    return [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
