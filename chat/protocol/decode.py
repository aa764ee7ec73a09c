"""The one place where bytes become frames, for sockets and HTTP alike.

Size, then UTF-8, then JSON (no NaN, no huge numbers, no depth: the Structs know no free-form fields), then
the Struct, then what text may hold. Everything else is `Refused`; nothing else is ever raised.
"""

import re
from functools import cache
from typing import Generic, TypeVar

import msgspec

from chat.protocol.base import MAX_FRAME_BYTES, Request
from chat.protocol.refusals import Refused

R = TypeVar("R", bound=Request)

_REF = re.compile(rb'"ref"\s*:\s*([0-9]{1,10})\s*[,}]')


class Decoder(Generic[R]):
    """Decodes one audience's requests."""

    def __init__(self, requests: type[R] | object) -> None:
        self._decoder = msgspec.json.Decoder(requests)

    def decode(self, raw: bytes | str) -> R:
        """The request in a frame. Raises `Refused`: bad_frame, too_large, blank."""
        try:
            data = raw.encode() if isinstance(raw, str) else raw
        except UnicodeEncodeError:
            raise Refused("bad_frame", "The frame is not valid UTF-8.") from None
        if len(data) > MAX_FRAME_BYTES:
            raise Refused("too_large")
        try:
            frame: R = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            raise Refused("bad_frame", f"This frame could not be understood: {str(error)[:200]}") from None
        text = getattr(frame, "text", None)
        if text is not None:
            check = check_text if getattr(frame, "attachment", None) is None else check_characters
            check(text)
        for small in _small_texts(type(frame)):
            check_characters(getattr(frame, small))
        for tag in getattr(frame, "tags", ()):
            check_text(tag)
        return frame


@cache
def _small_texts(kind: type[Request]) -> tuple[str, ...]:
    """Which fields of such a frame hold text that may be empty."""
    return tuple(name for name in kind.__struct_fields__ if name in {"name", "note", "reason", "email"})


def check_text(text: str) -> None:
    """What people may write: anything but nothing. Raises `Refused`."""
    check_characters(text)
    if not text.strip():
        raise Refused("blank")


def check_characters(text: str) -> None:
    """What PostgreSQL and UTF-8 cannot hold is refused. Raises `Refused`."""
    if "\x00" in text:
        raise Refused("bad_frame", "Text may not hold NUL characters.")
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        raise Refused("bad_frame", "Text may not hold lone surrogates.") from None


def ref_of(raw: bytes | str) -> int | None:
    """The `ref` of a frame that could not be decoded, so that its sender knows which one was refused."""
    found = _REF.search(
        raw[:MAX_FRAME_BYTES].encode(errors="replace") if isinstance(raw, str) else raw[:MAX_FRAME_BYTES]
    )
    ref = int(found[1]) if found else None
    return ref if ref is not None and ref < 2**31 else None
