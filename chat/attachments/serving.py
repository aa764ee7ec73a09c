"""The door to a file's bytes: whoever knows its random key may read them, and nothing in them may run."""

import logging
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from chat.attachments.media import IMAGES, UNKNOWN, is_sound
from chat.attachments.ranges import Unsatisfiable, byte_range
from chat.attachments.storage import CHUNK_BYTES, in_files
from chat.db import in_db
from chat.models import Attachment, AttachmentKind, AttachmentState

logger = logging.getLogger(__name__)

KEY = re.compile(r"[\w-]{43}", re.ASCII)
KEPT_SECONDS = 600
"""In the reader's browser alone, and not for long: it may be taken back."""
# A page of its own origin that may run and load nothing, should a browser ever show it as one.
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True, slots=True)
class Served:
    """What is known of a variant before its bytes are asked for."""

    stored_as: str
    media_type: str
    size_bytes: int
    name: str
    inline: bool


def served(key: str, variant: str) -> Served | None:
    """The variant of a file that is there to be read."""
    if not KEY.fullmatch(key):
        return None
    row = Attachment.objects.filter(key=key, state=AttachmentState.READY).first()
    found: Mapping[str, Any] | None = None if row is None else row.variants.get(variant)
    if row is None or found is None:
        return None
    media_type = found["type"]
    inline = media_type in IMAGES if row.kind == AttachmentKind.IMAGE else False
    inline = inline or (row.kind == AttachmentKind.VOICE and is_sound(media_type))
    return Served(found["name"], media_type if inline else UNKNOWN, found["bytes"], row.name, inline)


@require_safe
async def file(request: HttpRequest, key: str, variant: str, name: str) -> HttpResponseBase:
    """The bytes, or a part of them; pictures and clips to be shown here, everything else to be saved.

    The name in the address is for people alone."""
    found = await in_db(served, key, variant)
    if found is None:
        return HttpResponse(status=404)
    etag = f'"{key[:16]}-{variant}"'  # the bytes of a variant never change
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponse(status=304), etag)
    try:
        asked = byte_range(request.headers.get("Range", ""), found.size_bytes)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size_bytes}"})
    try:
        opened = await in_files(_opened, found.stored_as, asked.start if asked else 0)
    except FileNotFoundError:
        logger.error("The storage has lost %s", found.stored_as)
        return HttpResponse(status=404)
    return _marked(_response(found, opened, asked, is_head=request.method == "HEAD"), etag)


def _response(found: Served, opened: IO[bytes], asked: range | None, *, is_head: bool) -> HttpResponseBase:
    whole = range(found.size_bytes)
    part = whole if asked is None else asked
    response: HttpResponseBase
    if is_head:
        opened.close()
        response = HttpResponse(status=200 if asked is None else 206, content_type=found.media_type)
    else:
        response = StreamingHttpResponse(
            _pieces(opened, len(part)), status=200 if asked is None else 206, content_type=found.media_type
        )
    response["Content-Length"] = str(len(part))
    response["Accept-Ranges"] = "bytes"
    if asked is not None:
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{found.size_bytes}"
    disposition = content_disposition_header(as_attachment=not found.inline, filename=found.name)
    response["Content-Disposition"] = disposition or "inline"
    return response


def _marked(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
    return response


def _opened(stored_as: str, start: int) -> IO[bytes]:
    opened: IO[bytes] = default_storage.open(stored_as)
    opened.seek(start)
    return opened


async def _pieces(opened: IO[bytes], length: int) -> AsyncIterator[bytes]:
    """Read in other threads, a piece at a time."""
    try:
        while length and (piece := await in_files(opened.read, min(CHUNK_BYTES, length))):
            length -= len(piece)
            yield piece
    finally:
        opened.close()
