"""What is done with files while nobody waits: smaller pictures, waveforms and playable clips, and sweeping up.

Whatever is due stands in a column (`work_at`, `expires_at`), so nothing is lost with a worker, and all of it may be
done three times or never: a file can be read and heard as it came from the moment it is ready.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from chat.attachments.quotas import forget_old_days
from chat.attachments.storage import tidy
from chat.attachments.variants import make_variants
from chat.models import Attachment, AttachmentState

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""Longer than anything takes; who dies in the middle is followed by somebody else after it."""
MOST_TRIES = 3
LONGEST_PAUSE = timedelta(hours=1)
MOST_SECONDS = 30.0
UNSENT = Q(sent_at=None)
ENDED = Q(state__in=[AttachmentState.REFUSED, AttachmentState.GONE])

# Files must not keep the threads of the worker from the clocks of assignment.
_at_work = threading.BoundedSemaphore(2)

CLAIM = """
UPDATE chat_attachment SET work_at = %s, tries = least(tries + 1, 1000) WHERE id = (
    SELECT id FROM chat_attachment WHERE work_at <= %s ORDER BY work_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is ours to work on until then."""

    attachment_id: UUID
    until: datetime


def work_on_files() -> int:
    """Whatever is due now, for at most half a minute; how much was done. Nothing while two others here are at it."""
    if not _at_work.acquire(blocking=False):
        return 0
    try:
        sweep(timezone.now())
        stop_at, done = time.monotonic() + MOST_SECONDS, 0
        while time.monotonic() < stop_at and (claim := claim_one(timezone.now())) is not None:
            work_on(claim)
            done += 1
        return done
    finally:
        _at_work.release()


def sweep(now: datetime) -> None:
    """What was never finished or never sent goes after a day; a day after that, nothing more is known of it."""
    unsent = Attachment.objects.filter(UNSENT, expires_at__lte=now)
    unsent.exclude(ENDED).update(
        state=AttachmentState.GONE, work_at=now, tries=0, expires_at=now + timedelta(days=1)
    )
    unsent.filter(ENDED, work_at=None).delete()
    forget_old_days(now)


def claim_one(now: datetime) -> Claim | None:
    """What has waited longest, for us alone."""
    until = now + LEASE
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [until, now])
        found = cursor.fetchone()
    return None if found is None else Claim(found[0], until)


def work_on(claim: Claim) -> None:
    """Do what is due for it. What fails is logged and tried again: erasing for ever, everything else three times."""
    upload = Attachment.objects.filter(pk=claim.attachment_id, work_at=claim.until).first()
    if upload is None:
        return
    is_over = upload.state in {AttachmentState.REFUSED, AttachmentState.GONE}
    try:
        if is_over:
            _erase(upload, claim)
        else:
            make_variants(upload, claimed_until=claim.until)
    except Exception:
        logger.exception("Work on the file %s failed", upload.id)
        again = is_over or upload.tries < MOST_TRIES
        pause = min(LONGEST_PAUSE, timedelta(seconds=15 * 2 ** min(upload.tries, 10)))
        _mine(claim).update(work_at=timezone.now() + pause if again else None)


def _erase(upload: Attachment, claim: Claim) -> None:
    """Its bytes, and with them its key: nobody who knows it finds anything."""
    tidy(upload.folder)
    _mine(claim).update(work_at=None, parts=[], variants={}, waveform=None)


def _mine(claim: Claim) -> QuerySet[Attachment]:
    return Attachment.objects.filter(pk=claim.attachment_id, work_at=claim.until)
