"""An attachment as its readers see it."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import msgspec

from chat.attachments.names import renamed
from chat.models import Attachment as Row
from chat.protocol.frames import Attachment

EXTENSION = {"image/webp": "webp", "audio/mpeg": "mp3"}


def attachment_card(row: Row) -> Attachment:
    """Of one that is ready."""
    return _card(
        row.id,
        row.key,
        row.kind,
        row.name,
        row.variants,
        row.width,
        row.height,
        row.duration_ms,
        row.waveform,
    )


def card(id_: UUID, key: str, kind: str, name: str, variants: str, *rest: Any) -> Attachment:
    """The same of a row's columns, in their order; `variants` as JSON."""
    return _card(id_, key, kind, name, msgspec.json.decode(variants), *rest)


def _card(
    id_: UUID, key: str, kind: str, name: str, variants: Mapping[str, Any], width: int | None, height: int | None,
    duration_ms: int | None, waveform: list[int] | None,
) -> Attachment:  # fmt: skip
    """A clip is heard in the form that every browser plays."""
    shown = "playable" if "playable" in variants else "original"
    return Attachment(
        id=id_,
        kind=cast(Any, kind),
        name=name,
        media_type=variants[shown]["type"],
        bytes=variants[shown]["bytes"],
        url=_url(key, shown, name, variants),
        thumbnail_url=_url(key, "thumb", name, variants) if "thumb" in variants else None,
        width=width,
        height=height,
        duration_ms=duration_ms,
        waveform=waveform,
    )


def _url(key: str, variant: str, name: str, variants: Mapping[str, Any]) -> str:
    called = name if variant == "original" else renamed(name, EXTENSION[variants[variant]["type"]])
    return f"/files/{key}/{variant}/{quote(called, safe='')}"
