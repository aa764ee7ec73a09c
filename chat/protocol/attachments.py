"""Files and voice clips, as both audiences see them."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

Percent = Annotated[int, Meta(ge=0, le=100)]


class Attachment(Struct, frozen=True, kw_only=True):
    """A file that was sent, or may be. Its addresses are paths on this server; who knows them may read it.

    `image` has its size in pixels and, once it was made, a smaller one; it is small enough itself where there is none.
    `voice` has a length and how loud it is in at most 64 equal parts, where they could be told. `file` is for
    downloading only."""

    id: UUID
    kind: Literal["image", "file", "voice"]
    name: str
    media_type: str
    bytes: int
    url: str
    thumbnail_url: str | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    waveform: Annotated[list[Percent], Meta(max_length=64)] | None = None


class UploadLimits(Struct, frozen=True, kw_only=True):
    """What may be uploaded: the largest file, and which media types, such as `image/*`; none: no files at all."""

    max_bytes: int
    types: list[str]
