"""Calling colleagues in notes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left, Now
from django.utils.translation import gettext_lazy as _

from agents.models import Mention
from agents.protocol import MentionCard, Mentioned, MentionsSeen
from agents.rules.sight import Part, Seen, may_see
from agents.sight import not_visible
from chat.bus.publish import publish_on_commit
from chat.hub.topics import Envelope, agent_topic
from chat.log.drafts import Draft, Stored
from chat.models import Lane, Message, Phase
from chat.protocol.base import encode
from chat.protocol.log_events import Sender
from chat.protocol.refusals import Refused

MOST_MENTIONS = 50
"""So many unseen ones of an agent are shown; earlier ones count as seen."""
TEXT_CHARS = 200

CALL = """
INSERT INTO agents_mention (id, agent_id, chat_session_id, seq, by_id, by_name, at)
SELECT gen_random_uuid(), called.id, %s, %s, %s, %s, %s FROM unnest(%s::uuid[]) AS called(id)
ON CONFLICT (chat_session_id, seq, agent_id) DO NOTHING
RETURNING agent_id
"""
FORGET = """
UPDATE agents_mention SET seen_at = statement_timestamp() WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY agent_id ORDER BY at DESC) AS place FROM agents_mention
        WHERE agent_id = ANY(%s::uuid[]) AND seen_at IS NULL
    ) unseen WHERE place > %s
)
"""


def check_mentioned(*, chat_session_id: UUID, agent_ids: Collection[UUID]) -> None:
    """Whether all of these may see the chat session. Raises `Refused("unknown")`, whoever it is who may not."""
    if any(not_visible({agent_id: {chat_session_id} for agent_id in agent_ids}).values()):
        raise Refused("unknown", _("There is no such agent here."))


@transaction.atomic
def call_colleagues(*, note: Draft, stored: Stored, agent_ids: Collection[UUID]) -> None:
    """Keep that these were called in a note that is stored, and tell them. Again is harmless, also after a crash."""
    called = sorted(set(agent_ids) - {note.sender_id})
    with connection.cursor() as cursor:
        cursor.execute(
            CALL, [note.chat_session, stored.seq, note.sender_id, note.sender_name, stored.at, called]
        )
        fresh = [agent_id for (agent_id,) in cursor.fetchall()]
        cursor.execute(FORGET, [fresh, MOST_MENTIONS])
    card = _card(note.chat_session, stored.seq, note.sender_id, note.sender_name, note.text, stored.at)
    frame = encode(Mentioned(mention=card))
    publish_on_commit([Envelope(agent_topic(agent_id), 0, frame) for agent_id in fresh])


def retell_mentions(*, chat_session_id: UUID, seq: int, text: str) -> None:
    """The note says something else now: who was called in it, has not looked yet and may see it still, is told. In
    the caller's transaction.
    """
    unseen = list(Mention.objects.filter(chat_session=chat_session_id, seq=seq, seen_at=None))
    blind = not_visible({each.agent_id: {chat_session_id} for each in unseen})
    told: list[Envelope] = []
    for each in unseen:
        if not blind[each.agent_id]:
            card = _card(chat_session_id, seq, each.by_id, each.by_name, text, each.at)
            told.append(Envelope(agent_topic(each.agent_id), 0, encode(Mentioned(mention=card))))
    publish_on_commit(told)


@transaction.atomic
def saw_mentions(*, chat_session_id: UUID, agent_id: UUID) -> None:
    """The agent has seen where they were called in a chat session; again is harmless. Their consoles are told."""
    unseen = Mention.objects.filter(agent=agent_id, chat_session=chat_session_id, seen_at=None)
    if unseen.update(seen_at=Now()):
        frame = encode(MentionsSeen(chat_session=chat_session_id))
        publish_on_commit([Envelope(agent_topic(agent_id), 0, frame)])


def mentions_of(parts: Mapping[UUID, Part]) -> dict[UUID, list[MentionCard]]:
    """By agent, those not seen yet, the latest first; only of chat sessions that they may see now. One query."""
    found: dict[UUID, list[MentionCard]] = {agent_id: [] for agent_id in parts}
    notes = Message.objects.filter(
        chat_session=OuterRef("chat_session"), lane=Lane.STAFF, seq=OuterRef("seq")
    )
    rows = Mention.objects.filter(agent__in=parts, seen_at=None).order_by("-at").values_list(
        "agent", "chat_session", "seq", "by_id", "by_name", "at",
        Subquery(notes.values(start=Left("text", TEXT_CHARS))),
        "chat_session__queue_id", "chat_session__phase", "chat_session__responsible_id",
        "chat_session__participant_ids",
    )  # fmt: skip
    for agent_id, chat_session, seq, by_id, by_name, at, text, queue, phase, responsible, helpers in rows:
        if may_see(agent_id, parts[agent_id], Seen(queue, phase == Phase.CLOSED, [responsible, *helpers])):
            found[agent_id].append(_card(chat_session, seq, by_id, by_name, text or "", at))
    return found


def _card(chat_session: UUID, seq: int, by_id: UUID, by_name: str, text: str, at: datetime) -> MentionCard:
    by = Sender(kind="agent", id=by_id, name=by_name)
    return MentionCard(chat_session=chat_session, seq=seq, by=by, text=text[:TEXT_CHARS], at=at)
