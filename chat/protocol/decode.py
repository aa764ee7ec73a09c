"""The one place where bytes become frames, for sockets and HTTP alike.

Size, then UTF-8, then JSON (no NaN, no huge numbers, no depth: the Structs know no free-form fields), then
the Struct, then what text may hold. Everything else is `Refused`; nothing else is ever raised.
"""

import re
from typing import Generic, TypeVar

import msgspec
from django.utils.translation import gettext_lazy as _

from chat.protocol.base import MAX_FRAME_BYTES, Request
from chat.protocol.refusals import Refused
from chat.protocol.text_rules import check_text, check_texts

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
            raise Refused("bad_frame", _("The frame is not valid UTF-8.")) from None
        if len(data) > MAX_FRAME_BYTES:
            raise Refused("too_large")
        try:
            frame: R = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            raise Refused(
                "bad_frame", _("This frame could not be understood: %(fault)s"), fault=str(error)[:200]
            ) from None
        check_texts(frame)
        if getattr(frame, "attachment", frame) is None:  # only a file needs no words
            check_text(frame.text)  # type: ignore[attr-defined]
        return frame


def ref_of(raw: bytes | str) -> int | None:
    """The `ref` of a frame that could not be decoded, so that its sender knows which one was refused."""
    found = _REF.search(
        raw[:MAX_FRAME_BYTES].encode(errors="replace") if isinstance(raw, str) else raw[:MAX_FRAME_BYTES]
    )
    ref = int(found[1]) if found else None
    return ref if ref is not None and ref < 2**31 else None
