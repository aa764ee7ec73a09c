"""Editing and recalling what one wrote."""

from datetime import timedelta
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.attachments.uploads import take_away
from chat.log.amending import rewrite
from chat.log.drafts import Draft, Stored, event_json
from chat.models import Amended, Kind, Message, SenderKind
from chat.protocol.base import Lane
from chat.protocol.log_events import AmendedEvent
from chat.protocol.refusals import Refused
from chat.services.events import append_and_tell
from chat.services.standing import lock_chat_sessions


@transaction.atomic
def amend(
    *,
    chat_session: UUID,
    lane: Lane,
    seq: int,
    client_id: UUID,
    text: str | None,
    agent_id: UUID,
    agent_name: str,
) -> Stored:
    """Let an agent's own message say `text` instead, or with None, take back what it said and what is attached;
    where the event that tells of it stands.

    Again with the same `client_id` gets the first one's place. Raises `Refused`: unknown, closed, conflict,
    forbidden (another's, too old, or not one who may write here now), stale (recalled already).
    """
    event = AmendedEvent(seq=seq, how="recalled" if text is None else "edited")
    draft = Draft(
        chat_session=chat_session, lane=lane, sender_kind="agent", sender_id=agent_id, sender_name=agent_name,
        client_id=client_id, text=text or "", event=event_json(event),
    )  # fmt: skip
    if not lock_chat_sessions([chat_session]):
        raise Refused("unknown")
    if (before := _done_before(draft)) is not None:
        return before
    message = _own_message(draft, seq)
    rewrite(message, text)
    if text is None and message.attachment_id is not None:
        take_away(attachment_ids=[message.attachment_id], now=timezone.now())
    (stored,) = append_and_tell([draft])
    return stored


def _done_before(draft: Draft) -> Stored | None:
    """A resend. A later edit may have taken from the log what this one said."""
    found = Message.objects.filter(
        chat_session=draft.chat_session, sender_id=draft.sender_id, client_id=draft.client_id
    ).first()
    if found is None:
        return None
    same = found.lane == draft.lane and found.event == msgspec.json.decode(draft.event or "")
    if not same or found.text not in ("", draft.text):
        raise Refused("conflict")
    return Stored(found.seq, found.created_at, fresh=False)


def _own_message(draft: Draft, seq: int) -> Message:
    """What is to be amended. Raises `Refused`."""
    with_age = Message.objects.annotate(age=Now() - F("created_at"))
    message = with_age.filter(chat_session=draft.chat_session, lane=draft.lane, seq=seq).first()
    if message is None:
        raise Refused("unknown", _("There is no such message."))
    theirs = message.sender_kind == SenderKind.AGENT and message.sender_id == draft.sender_id
    if message.kind == Kind.EVENT or not theirs:
        raise Refused("forbidden", _("Only who wrote a message may change it."))
    if message.age >= timedelta(seconds=settings.FRONTDESK.amend_seconds):
        raise Refused("forbidden", _("It is too late to change this message."))
    if message.amended == Amended.RECALLED:
        raise Refused("stale")
    return message
