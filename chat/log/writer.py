"""The one writer of messages: appends a batch of drafts in one round trip to PostgreSQL.

Two statements travel together. The first locks the chat sessions, in id order so that two nodes cannot
deadlock; the second therefore sees everything that was ever committed to them, judges each draft, counts
and inserts. Outside a transaction the pair is a transaction of its own (PostgreSQL's extended protocol
commits at the pipeline's sync); inside one it commits with it.

The look-ups of a draft's chat session and earlier self are LATERAL … LIMIT 1 on purpose: as plain joins,
PostgreSQL hashes the whole message table for each batch while its statistics are young. A batch that carries files
takes a third statement and a longer form of the second (`chat.log.files`); others pay nothing for it.
"""

from collections.abc import Sequence

import msgspec
import psycopg
from django.db import connection
from django.utils.translation import gettext_lazy as _

from chat.attachments.cards import card
from chat.language import StrOrPromise
from chat.log.drafts import Draft, Stored
from chat.log.files import LOCK_FILES, WITH_FILES, WITHOUT_FILES
from chat.protocol.refusals import RefusalCode, Refused

LOCK = "SELECT 1 FROM chat_chatsession WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE"

TEMPLATE = """
WITH draft AS (
    SELECT * FROM ROWS FROM (
        json_to_recordset(%s::json) AS (
            chat_session uuid, lane text, sender_kind text, sender_id uuid, sender_name text, client_id uuid,
            text text, event text, reply_to bigint, attachment uuid
        )
    ) WITH ORDINALITY
        AS d(chat_session_id, lane, sender_kind, sender_id, sender_name, client_id, text, event, reply_to,
            attachment_id, place)
), judged AS (
    SELECT d.*, s.public_seq, s.staff_seq, s.phase, s.queue_id, m.seq AS stored_seq, m.created_at AS stored_at,
        CASE
            WHEN s.id IS NULL THEN 'unknown'
            WHEN d.sender_kind = 'customer' AND s.customer_id <> d.sender_id THEN 'unknown'
            WHEN m.lane = d.lane AND m.sent = d.text AND m.event IS NOT DISTINCT FROM d.event::jsonb
                AND m.reply_to IS NOT DISTINCT FROM d.reply_to
                AND m.sent_attachment_id IS NOT DISTINCT FROM d.attachment_id THEN 'resend'
            WHEN m.id IS NOT NULL THEN 'conflict'
            WHEN d.sender_kind = 'system' THEN 'fresh'
            WHEN d.sender_kind = 'customer' AND d.lane <> 'public' THEN 'forbidden'
            WHEN s.phase = 'closed' AND d.lane = 'public' THEN 'closed'
            WHEN d.sender_kind = 'agent' AND d.lane = 'public'
                AND s.responsible_id IS DISTINCT FROM d.sender_id
                AND d.sender_id <> ALL (s.participant_ids) THEN 'forbidden'
            WHEN d.reply_to NOT BETWEEN 1 AND CASE d.lane WHEN 'public' THEN s.public_seq ELSE s.staff_seq END
                THEN 'no message'
            {files_judged}
            ELSE 'fresh'
        END AS verdict{files_known}
    FROM draft d
    LEFT JOIN LATERAL (SELECT * FROM chat_chatsession WHERE id = d.chat_session_id LIMIT 1) s ON true
    LEFT JOIN LATERAL (
        SELECT m.*, coalesce(f.text, m.text) AS sent, coalesce(f.attachment_id, m.attachment_id) AS sent_attachment_id
        FROM chat_message m
        LEFT JOIN LATERAL (
            SELECT * FROM chat_formertext WHERE m.amended <> '' AND message_id = m.id ORDER BY id LIMIT 1
        ) f ON true
        WHERE m.chat_session_id = d.chat_session_id AND m.sender_id = d.sender_id AND m.client_id = d.client_id
        LIMIT 1
    ) m ON true{files_found}
), numbered AS (
    SELECT *, CASE lane WHEN 'public' THEN public_seq ELSE staff_seq END
        + row_number() OVER (PARTITION BY chat_session_id, lane ORDER BY place) AS seq,
        CASE WHEN lane = 'public' AND event IS NULL THEN sender_kind END AS speaker
    FROM judged WHERE verdict = 'fresh'
), counted AS (
    UPDATE chat_chatsession s
    SET public_seq = greatest(s.public_seq, n.public_seq), staff_seq = greatest(s.staff_seq, n.staff_seq),
        unanswered_since = CASE
            WHEN n.answered > n.asked THEN NULL
            WHEN n.answered > 0 THEN statement_timestamp()
            WHEN n.asked > 0 THEN coalesce(s.unanswered_since, statement_timestamp())
            ELSE s.unanswered_since
        END
    FROM (
        SELECT chat_session_id, max(seq) FILTER (WHERE lane = 'public') AS public_seq,
            max(seq) FILTER (WHERE lane = 'staff') AS staff_seq,
            coalesce(max(seq) FILTER (WHERE speaker = 'customer'), 0) AS asked,
            coalesce(max(seq) FILTER (WHERE speaker = 'agent'), 0) AS answered
        FROM numbered GROUP BY chat_session_id
    ) n
    WHERE s.id = n.chat_session_id
), inserted AS (
    INSERT INTO chat_message
        (chat_session_id, lane, seq, kind, sender_kind, sender_id, sender_name, client_id, text, event, reply_to,
        attachment_id, created_at)
    SELECT chat_session_id, lane, seq, CASE WHEN event IS NULL THEN {said_kind} ELSE 'event' END, sender_kind,
        sender_id, sender_name, client_id, text, event::jsonb, reply_to, attachment_id,
        statement_timestamp()
    FROM numbered
){files_used}
SELECT j.verdict, coalesce(n.seq, j.stored_seq), coalesce(j.stored_at, statement_timestamp()),
    coalesce(j.phase IN ('waiting', 'left'), false), j.queue_id{files_told}
FROM judged j LEFT JOIN numbered n USING (place) ORDER BY j.place
"""

APPEND = TEMPLATE.format(**WITHOUT_FILES)
APPEND_WITH_FILES = TEMPLATE.format(**WITH_FILES)

REFUSALS: dict[str, tuple[RefusalCode, StrOrPromise]] = {
    "unknown": ("unknown", ""),
    "conflict": ("conflict", ""),
    "forbidden": ("forbidden", ""),
    "closed": ("closed", ""),
    "no message": ("unknown", _("There is no such message to answer.")),
    "no attachment": ("unknown", _("There is no such attachment.")),
    "attachment gone": ("gone", _("This file cannot be sent: it is not ready, or was sent already.")),
}


def append(drafts: Sequence[Draft]) -> list[Stored | Refused]:
    """Append each draft to its lane, or refuse it; results stand in the drafts' order.

    Safe to repeat: what is stored already keeps its place and is answered with it. A refusal leaves
    nothing behind and does not touch the others. Uses the calling thread's connection and, where there is
    one, its transaction; publishing is the caller's duty, after the commit.

    Raises: `django.db.DatabaseError` when PostgreSQL cannot be reached or refuses the batch; then it is
    not known whether it was stored, and the same batch may be sent again.
    """
    keys = [draft.key for draft in drafts]
    if len(set(keys)) == len(keys):
        return _append_unique(drafts)
    firsts: dict[tuple[object, ...], int] = {}
    for place, key in enumerate(keys):
        firsts.setdefault(key, place)
    verdicts = dict(zip(firsts, _append_unique([drafts[place] for place in firsts.values()]), strict=True))
    return [
        verdicts[key] if firsts[key] == place else _repeat(drafts[place], drafts[firsts[key]], verdicts[key])
        for place, key in enumerate(keys)
    ]


def _append_unique(drafts: Sequence[Draft]) -> list[Stored | Refused]:
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    chat_sessions = "{" + ",".join({d.chat_session.hex for d in drafts}) + "}"
    files = [d.attachment for d in drafts if d.attachment is not None]
    cursor = psycopg.Cursor(raw)
    with connection.wrap_database_errors:
        # Django turns preparing off: its own cursors cannot, and would only keep count.
        raw.prepare_threshold = 1
        try:
            with raw.pipeline():
                psycopg.Cursor(raw).execute(LOCK, [chat_sessions], prepare=True)
                if files:
                    psycopg.Cursor(raw).execute(LOCK_FILES, [files], prepare=True)
                sql = APPEND_WITH_FILES if files else APPEND
                cursor.execute(sql, [msgspec.json.encode(drafts).decode()], prepare=True)
        finally:
            raw.prepare_threshold = None
        rows = cursor.fetchall()
    return [
        Refused(*REFUSALS[verdict])
        if verdict in REFUSALS
        else Stored(seq, at, verdict == "fresh", waits, queue, card(*file) if file and file[0] else None)
        for verdict, seq, at, waits, queue, *file in rows
    ]


def _repeat(draft: Draft, first: Draft, result: Stored | Refused) -> Stored | Refused:
    """A draft that repeats an earlier one of its own batch is a resend of it, or a conflict."""
    if isinstance(result, Refused):
        return result
    if draft.content != first.content:
        return Refused("conflict")
    return Stored(result.seq, result.at, fresh=False)
