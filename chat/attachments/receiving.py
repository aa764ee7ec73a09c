"""What comes in, stored part by part: never more than one part of an upload is in memory, and what came is kept."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.attachments.body import Broken, chunks_of
from chat.attachments.refusals import UploadRefused
from chat.attachments.storage import in_files, remove, save_bytes
from chat.attachments.uploads import PART_BYTES, SPARE_PARTS, Uploader, add_part
from chat.db import in_db
from chat.models import Attachment

logger = logging.getLogger(__name__)

_open: Counter[Uploader] = Counter()


@contextmanager
def at_once(who: Uploader, *, most: int) -> Iterator[None]:
    """Hold one of the places that each customer or agent has on this node. Raises `UploadRefused("too_fast")`."""
    if _open[who] >= most:
        raise UploadRefused("too_fast", _("Too many uploads at once."), retry_after=2.0)
    _open[who] += 1
    try:
        yield
    finally:
        _open[who] -= 1
        if not _open[who]:
            del _open[who]


async def receive_parts(request: HttpRequest, *, upload: Attachment, uploader: Uploader) -> Attachment:
    """The upload as it stands after what came with this request.

    Raises `UploadRefused`: conflict (another request goes on from where this one stands), too_large (nothing of what
    is too much is kept), quota; bad_frame when the body broke off (what came is kept).
    """
    here, waiting = copy(upload), bytearray()
    try:
        async for chunk in chunks_of(request):
            waiting += chunk
            if here.offset_bytes + len(waiting) > here.size_bytes:
                raise UploadRefused("too_large", _("That is more than was announced."))
            if len(waiting) >= PART_BYTES:
                here = await _kept(here, uploader, bytes(waiting))
                waiting.clear()
    except Broken:
        await _kept(here, uploader, bytes(waiting))
        raise UploadRefused("bad_frame", _("The body broke off. What came is kept."), status=408) from None
    return await _kept(here, uploader, bytes(waiting))


async def _kept(here: Attachment, uploader: Uploader, data: bytes) -> Attachment:
    """The upload with a part more. Stored first, then counted: a count is a promise."""
    if not data:
        return here
    if len(here.parts) >= here.size_bytes // PART_BYTES + SPARE_PARTS:
        raise UploadRefused("too_fast", _("This upload comes in too many pieces; begin it anew."))
    part = await in_files(save_bytes, here.folder, f"{here.offset_bytes:012d}", data)
    try:
        await in_db(
            add_part, upload=here, uploader=uploader, offset_bytes=here.offset_bytes, part=part,
            part_bytes=len(data), now=timezone.now(),
        )  # fmt: skip
    except UploadRefused:
        await in_files(remove, [part])
        raise
    then = copy(here)
    then.offset_bytes, then.parts = here.offset_bytes + len(data), [*here.parts, part]
    return then
