"""A file that is whole: what it is, whether it may be sent, and made ready for it."""

import logging
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.attachments.clamav import refuse_infected
from chat.attachments.images import written_anew
from chat.attachments.media import EXTENSIONS, IMAGES, is_allowed, is_sound
from chat.attachments.names import with_extension
from chat.attachments.refusals import UploadRefused
from chat.attachments.sniff.types import media_type_of
from chat.attachments.storage import in_checks, in_files, joined, remove, save_file
from chat.attachments.uploads import Made, make_ready, refuse
from chat.db import in_db
from chat.models import Attachment, AttachmentKind, AttachmentState
from chat.protocol.refusals import RefusalCode, Refused

logger = logging.getLogger(__name__)

FINAL: frozenset[RefusalCode] = frozenset({"not_allowed", "too_large", "infected"})
"""The bytes are at fault, and stay so."""


async def finished(upload: Attachment) -> Attachment:
    """The upload, ready to be sent. May be repeated, also at once: one makes it ready, the others find it so.

    Raises `Refused`: not_allowed, too_large, infected (its bytes are gone then); gone; unavailable (try again).
    """
    if upload.state == AttachmentState.READY:
        return upload
    parts = list(upload.parts)
    try:
        made = await in_checks(looked_at, upload, await in_db(_allowed, upload))
    except Refused as no:
        if no.code in FINAL:
            logger.warning("Upload %s was refused: %s", upload.id, no.text)
            await in_db(refuse, attachment_id=upload.id, now=timezone.now())
        raise UploadRefused(no.code, no.text, retry_after=no.retry_after) from no
    except FileNotFoundError:  # who made it ready at the same moment has removed its parts
        return await _as_it_is(upload)
    await in_db(make_ready, attachment_id=upload.id, made=made, now=timezone.now())
    ready = await _as_it_is(upload)
    is_ours = ready.variants["original"]["name"] == made.stored_as
    await in_files(remove, parts if is_ours else [made.stored_as])
    return ready


def looked_at(upload: Attachment, allowed: Sequence[str]) -> Made:
    """What a whole file is, stored as it will be served. Raises `Refused`."""
    with joined(upload.parts) as whole:
        media_type = media_type_of(whole, upload.name)
        if not is_allowed(media_type, allowed):
            raise Refused("not_allowed")
        if upload.is_recording and not is_sound(media_type):
            raise Refused("not_allowed", _("This recording holds no sound that is known here."))
        if settings.FRONTDESK.files.clamav:
            refuse_infected(whole, settings.FRONTDESK.files.clamav)
        if media_type in IMAGES:
            return _picture(upload, whole, media_type)
        kind = AttachmentKind.VOICE if upload.is_recording else AttachmentKind.FILE
        stored_as = save_file(upload.folder, "original", whole)
        return Made(media_type, kind, _name(upload, media_type), upload.size_bytes, stored_as)


def _picture(upload: Attachment, whole: BinaryIO, media_type: str) -> Made:
    picture = written_anew(whole, media_type, most_pixels=settings.FRONTDESK.files.image_pixels)
    with picture.file as file:
        size_bytes = file.seek(0, 2)
        stored_as = save_file(upload.folder, "original", file)
    return Made(
        media_type, AttachmentKind.IMAGE, _name(upload, media_type), size_bytes, stored_as, picture.width,
        picture.height,
    )  # fmt: skip


def _name(upload: Attachment, media_type: str) -> str:
    """As it was called; with an extension that is true, where its type is one that was checked."""
    extensions = EXTENSIONS.get(media_type)
    if extensions is None:
        return upload.name if PurePosixPath(upload.name).suffix else f"{upload.name}.bin"
    return with_extension(upload.name, extensions)


def _allowed(upload: Attachment) -> list[str]:
    return upload.site.upload_types


async def _as_it_is(upload: Attachment) -> Attachment:
    """Raises `UploadRefused`: gone; unavailable, where its parts are lost though it is not ready."""
    found = await in_db(Attachment.objects.get, pk=upload.id)
    if found.state == AttachmentState.PENDING:
        logger.error("Parts of the upload %s are not in the storage", upload.id)
        raise UploadRefused("unavailable", retry_after=10.0)
    if found.state != AttachmentState.READY:
        raise UploadRefused("gone")
    return found
