"""The steps of an upload in the database: begun, a part more, ready or refused, cancelled.

All of them may be repeated safely. The bytes themselves move elsewhere (`chat.attachments.storage`), before these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chat.attachments.names import clean_name
from chat.attachments.quotas import count_bytes, refuse_beyond
from chat.attachments.refusals import UploadRefused
from chat.attachments.tus import Announced
from chat.models import Attachment, AttachmentState, ChatSession, Phase
from chat.models.attachment import UNSENT_FOR
from chat.ports import staff

PART_BYTES = 1024 * 1024
SPARE_PARTS = 500
"""So many times may a connection break in the middle of a part."""

# One update decides who goes on from an offset; repeated after a broken commit, it finds its own part there.
ADD_PART = """
UPDATE chat_attachment SET offset_bytes = offset_bytes + %(bytes)s, parts = array_append(parts, %(part)s)
WHERE id = %(id)s AND state = 'pending' AND offset_bytes = %(offset)s AND offset_bytes + %(bytes)s <= size_bytes
"""


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who asks: a customer by their token, or an agent by their login session."""

    kind: Literal["customer", "agent"]
    id: UUID


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a whole file: what it is, and where the storage has what is served."""

    media_type: str
    kind: str
    name: str
    size_bytes: int
    stored_as: str
    width: int | None = None
    height: int | None = None


def begin_upload(*, uploader: Uploader, announced: Announced, now: datetime) -> Attachment:
    """A file that is to come, in a chat session where its uploader may write.

    Raises `UploadRefused`: unknown, closed, not_allowed (the site takes no files), too_large, too_fast (too many are
    begun and not finished), quota.
    """
    chat_session = _chat_session(uploader, announced.chat_session)
    site = chat_session.site
    if not site.upload_types:
        raise UploadRefused("not_allowed", _("No files can be sent here."))
    if announced.size_bytes > site.upload_max_bytes:
        raise UploadRefused(
            "too_large", _("A file may have %(most)s bytes."), most=str(site.upload_max_bytes)
        )
    pending = Attachment.objects.filter(uploader_id=uploader.id, state=AttachmentState.PENDING)
    if pending.count() >= settings.FRONTDESK.files.pending_uploads:
        raise UploadRefused("too_fast", _("Too many uploads are not finished."), retry_after=60.0)
    refuse_beyond(_quotas(uploader, site.id), more_bytes=announced.size_bytes, now=now)
    return Attachment.objects.create(
        site=site, chat_session=chat_session, uploader_kind=uploader.kind, uploader_id=uploader.id,
        name=clean_name(announced.name), declared_type=_printable(announced.declared_type),
        is_recording=announced.is_recording, size_bytes=announced.size_bytes, expires_at=now + UNSENT_FOR,
    )  # fmt: skip


def upload_of(*, uploader: Uploader, attachment_id: UUID) -> Attachment:
    """Their upload, pending or ready. Raises `UploadRefused`: unknown; gone, which only its owner hears."""
    mine = Attachment.objects.filter(uploader_kind=uploader.kind, uploader_id=uploader.id)
    found = mine.filter(pk=attachment_id).first()
    if found is None:
        raise UploadRefused("unknown", _("There is no such upload."))
    if found.state in {AttachmentState.REFUSED, AttachmentState.GONE}:
        raise UploadRefused("gone")
    return found


@transaction.atomic
def add_part(
    *, upload: Attachment, uploader: Uploader, offset_bytes: int, part: str, part_bytes: int, now: datetime
) -> None:
    """A part, stored already, is what goes on at this offset.

    Raises `UploadRefused`: conflict (somebody else went on from there, or it ended), quota. The part is then nobody's.
    """
    asked: dict[str, Any] = {"id": upload.id, "offset": offset_bytes, "part": part, "bytes": part_bytes}
    with connection.cursor() as cursor:
        cursor.execute(ADD_PART, asked)
        if cursor.rowcount == 1:
            count_bytes(_quotas(uploader, upload.site_id), more_bytes=part_bytes, now=now)
        elif not Attachment.objects.filter(pk=upload.id, parts__contains=[part]).exists():
            raise UploadRefused("conflict", _("The upload does not stand at this offset."))


@transaction.atomic
def make_ready(*, attachment_id: UUID, made: Made, now: datetime) -> bool:
    """It is whole and may be sent; whether this call made it so."""
    return bool(
        _pending(attachment_id).update(
            state=AttachmentState.READY, media_type=made.media_type, kind=made.kind, name=made.name,
            parts=[], width=made.width, height=made.height,
            variants={"original": {"name": made.stored_as, "type": made.media_type, "bytes": made.size_bytes}},
            expires_at=now + UNSENT_FOR, work_at=now,
        )
    )  # fmt: skip


def refuse(*, attachment_id: UUID, now: datetime) -> bool:
    """It was looked at and may not be sent: its bytes go."""
    return _end(_pending(attachment_id), AttachmentState.REFUSED, now)


def cancel(*, attachment_id: UUID, now: datetime) -> None:
    """Its uploader wants it no more. Raises `UploadRefused("forbidden")` once it was sent."""
    unsent = Attachment.objects.filter(pk=attachment_id, sent_at=None)
    if not _end(unsent.filter(state__in=["pending", "ready"]), AttachmentState.GONE, now):
        raise UploadRefused("forbidden", _("This file was sent already."))


def take_away(*, attachment_ids: Sequence[UUID], now: datetime) -> None:
    """Whatever message carries them, nobody can read them from now on; their bytes go. In the running transaction."""
    _end(Attachment.objects.filter(pk__in=attachment_ids), AttachmentState.GONE, now)


def _end(which: QuerySet[Attachment], state: AttachmentState, now: datetime) -> bool:
    return bool(which.update(state=state, work_at=now, tries=0, expires_at=now + timedelta(days=1)))


def _pending(attachment_id: UUID) -> QuerySet[Attachment]:
    return Attachment.objects.filter(pk=attachment_id, state=AttachmentState.PENDING)


def _chat_session(uploader: Uploader, chat_session_id: UUID) -> ChatSession:
    """One where they may write something, in whichever lane; the log judges again what is sent."""
    found = ChatSession.objects.select_related("site").filter(pk=chat_session_id).first()
    if uploader.kind == "customer":
        if found is None or found.customer_id != uploader.id:
            raise UploadRefused("unknown")
        if found.phase == Phase.CLOSED:
            raise UploadRefused("closed")
        return found
    if found is None or not staff().may_see(agent_id=uploader.id, chat_session_id=chat_session_id):
        raise UploadRefused("unknown")
    return found


def _quotas(uploader: Uploader, site_id: UUID) -> list[tuple[UUID, int]]:
    """Always in this order, so that nobody waits in a circle."""
    limits = settings.FRONTDESK.files
    if uploader.kind == "agent":
        return [(uploader.id, limits.agent_bytes_per_day)]
    return [(uploader.id, limits.customer_bytes_per_day), (site_id, limits.site_bytes_per_day)]


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isprintable())
