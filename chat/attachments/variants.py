"""The other forms of a file that is ready: a small picture, a clip that every browser plays, how loud it is when."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from chat.attachments.images import thumbnail
from chat.attachments.sound import PLAYABLE, heard, playable
from chat.attachments.storage import remove, save_file, tidy
from chat.attachments.telling import tell_attachment
from chat.models import Attachment, AttachmentKind, AttachmentState

Variants = dict[str, dict[str, Any]]


def make_variants(upload: Attachment, *, claimed_until: datetime) -> None:
    """Make what is missing, note it in the row and tell who reads the lane. May be repeated: what is there stays.

    Who lost the claim meanwhile, or whose file is gone, leaves nothing behind.
    """
    changed: dict[str, Any] = {}
    made: Variants = {}
    if upload.kind == AttachmentKind.IMAGE:
        made = _thumbnail(upload)
    elif upload.kind == AttachmentKind.VOICE:
        made, changed = _clip(upload)
    variants = {**upload.variants, **made}
    if _note(upload, claimed_until, {**changed, "variants": variants}, is_news=bool(changed or made)):
        tidy(upload.folder, keep=[each["name"] for each in variants.values()])
    else:
        remove(each["name"] for each in made.values())


@transaction.atomic
def _note(upload: Attachment, claimed_until: datetime, changed: dict[str, Any], *, is_news: bool) -> bool:
    mine = Attachment.objects.filter(pk=upload.pk, work_at=claimed_until, state=AttachmentState.READY)
    noted = bool(mine.update(work_at=None, **changed))
    if noted and is_news:
        tell_attachment(upload.pk)
    return noted


def _thumbnail(upload: Attachment) -> Variants:
    if "thumb" in upload.variants:
        return {}
    with _original(upload) as file:
        small = thumbnail(file, upload.media_type)
    return {} if small is None else {"thumb": _saved(upload, "thumb", small.file, small.media_type)}


def _clip(upload: Attachment) -> tuple[Variants, dict[str, Any]]:
    made: Variants = {}
    changed: dict[str, Any] = {}
    ffmpeg = settings.FRONTDESK.files.ffmpeg
    with _original(upload) as file:
        if (
            upload.duration_ms is None
            and (sound := heard(file, upload.media_type, ffmpeg=ffmpeg)) is not None
        ):
            changed = {"duration_ms": sound.duration_ms, "waveform": sound.waveform}
        if "playable" not in upload.variants:
            clip = playable(file, upload.media_type, ffmpeg=ffmpeg)
            made = {} if clip is None else {"playable": _saved(upload, "playable", clip, PLAYABLE)}
    return made, changed


@contextmanager
def _original(upload: Attachment) -> Iterator[Any]:
    with default_storage.open(upload.variants["original"]["name"]) as file:
        yield file


def _saved(upload: Attachment, what: str, file: IO[bytes], media_type: str) -> dict[str, Any]:
    with file:
        size_bytes = file.seek(0, 2)
        return {"name": save_file(upload.folder, what, file), "type": media_type, "bytes": size_bytes}
