"""What agents have written and not sent: one text for each lane of a chat session, whatever the device."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from agents.models import KeptDraft
from agents.protocol import DraftCard
from chat.protocol.base import Lane

MOST_DRAFTS = 100
MOST_CHARS = 100_000
"""So many of an agent, and so much text, are kept: all of them travel in one frame. The oldest give way."""

# What waited for the row comes later than what it waited for, though its clock was read before.
KEEP = """
WITH others AS (
    SELECT id, row_number() OVER latest_first AS place, sum(char_length(text)) OVER latest_first AS chars
    FROM agents_keptdraft
    WHERE agent_id = %(agent)s AND NOT (chat_session_id = %(chat_session)s AND lane = %(lane)s)
    WINDOW latest_first AS (ORDER BY at DESC, id)
), given_way AS (
    DELETE FROM agents_keptdraft WHERE id IN (
        SELECT id FROM others WHERE place >= %(most)s OR chars + char_length(%(text)s) > %(most_chars)s
    )
)
INSERT INTO agents_keptdraft (agent_id, chat_session_id, lane, text, at)
VALUES (%(agent)s, %(chat_session)s, %(lane)s, %(text)s, clock_timestamp())
ON CONFLICT (agent_id, chat_session_id, lane) DO UPDATE
    SET text = excluded.text, at = greatest(agents_keptdraft.at + interval '1 microsecond', excluded.at)
RETURNING at
"""
FORGET = """
WITH gone AS (
    DELETE FROM agents_keptdraft WHERE agent_id = %s AND chat_session_id = %s AND lane = %s
    RETURNING greatest(at + interval '1 microsecond', clock_timestamp()) AS at
)
SELECT coalesce((SELECT at FROM gone), clock_timestamp())
"""
FORGET_SENT = """
DELETE FROM agents_keptdraft d
USING unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[]) AS sent(agent_id, chat_session_id, lane, at)
WHERE d.agent_id = sent.agent_id AND d.chat_session_id = sent.chat_session_id AND d.lane = sent.lane AND d.at <= sent.at
RETURNING d.agent_id, d.chat_session_id, d.lane, sent.at
"""


class Sent(NamedTuple):
    """An agent sent a message into a lane: what they had written there until then is no draft any more."""

    agent: UUID
    chat_session: UUID
    lane: Lane
    at: datetime


def keep_draft(*, agent_id: UUID, chat_session_id: UUID, lane: Lane, text: str) -> datetime:
    """Keep this text instead of the last one, or with none forget it; since when. One query; again is harmless."""
    with connection.cursor() as cursor:
        if text.strip():
            cursor.execute(
                KEEP,
                {
                    "agent": agent_id,
                    "chat_session": chat_session_id,
                    "lane": lane,
                    "text": text,
                    "most": MOST_DRAFTS,
                    "most_chars": MOST_CHARS,
                },
            )
        else:
            cursor.execute(FORGET, [agent_id, chat_session_id, lane])
        at: datetime = cursor.fetchone()[0]
        return at


def forget_sent(sent: Sequence[Sent]) -> list[Sent]:
    """Drafts older than what was sent are forgotten; for which there were any. One query; again is harmless."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET_SENT, [list(column) for column in zip(*sent, strict=True)])
        return [Sent(*row) for row in cursor.fetchall()]


def drafts_of(agent_ids: Collection[UUID]) -> dict[UUID, list[DraftCard]]:
    """By agent, the latest first; one query."""
    found: dict[UUID, list[DraftCard]] = {agent_id: [] for agent_id in agent_ids}
    rows = KeptDraft.objects.filter(agent__in=found).order_by("-at")
    for agent, chat_session, lane, text, at in rows.values_list(
        "agent", "chat_session", "lane", "text", "at"
    ):
        found[agent].append(DraftCard(chat_session=chat_session, lane=lane, text=text, at=at))  # type: ignore[arg-type]
    return found
