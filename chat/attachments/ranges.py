"""Byte ranges (RFC 9110 §14): players ask for parts, and some play nothing from a server that has none."""

import re

from chat.attachments.tus import MOST_BYTES

_RANGE = re.compile(r"bytes=(\d{0,16})-(\d{0,16})", re.ASCII)


class Unsatisfiable(Exception):
    """The range lies outside of the file."""


def byte_range(header: str, size_bytes: int) -> range | None:
    """Which bytes a `Range` header asks for; None for all of them, also where it asks for what is not done here
    (several ranges, other units). Raises `Unsatisfiable`."""
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:  # the last so many
        length = min(int(found[2]), size_bytes)
        if length == 0:
            raise Unsatisfiable
        return range(size_bytes - length, size_bytes)
    first, last = int(found[1]), int(found[2] or MOST_BYTES)
    if last < first:
        return None
    if first >= size_bytes:
        raise Unsatisfiable
    return range(first, min(last + 1, size_bytes))
