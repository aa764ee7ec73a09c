"""The one writer of messages: appends a batch of drafts in one round trip to PostgreSQL.

Two statements travel together. The first locks the chat sessions, in id order so that two nodes cannot
deadlock; the second therefore sees everything that was ever committed to them, judges each draft, counts
and inserts. Outside a transaction the pair is a transaction of its own (PostgreSQL's extended protocol
commits at the pipeline's sync); inside one it commits with it.
"""

from collections.abc import Sequence

import psycopg
from django.db import connection

from chat.log.drafts import Draft, Stored
from chat.protocol.refusals import RefusalCode, Refused

LOCK = "SELECT 1 FROM chat_chatsession WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE"

APPEND = """
WITH draft AS (
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[], %s::uuid[], %s::text[], %s::text[])
    WITH ORDINALITY AS d(chat_session_id, lane, sender_kind, sender_id, sender_name, client_id, text, event, place)
), judged AS (
    SELECT d.*, s.public_seq, s.staff_seq, m.seq AS stored_seq, m.created_at AS stored_at,
        CASE
            WHEN s.id IS NULL THEN 'unknown'
            WHEN d.sender_kind = 'customer' AND s.customer_id <> d.sender_id THEN 'unknown'
            WHEN m.id IS NOT NULL AND m.lane = d.lane AND m.text = d.text
                AND m.event IS NOT DISTINCT FROM d.event::jsonb THEN 'resend'
            WHEN m.id IS NOT NULL THEN 'conflict'
            WHEN d.sender_kind = 'system' THEN 'fresh'
            WHEN d.sender_kind = 'customer' AND d.lane <> 'public' THEN 'forbidden'
            WHEN s.phase = 'closed' AND d.lane = 'public' THEN 'closed'
            WHEN d.sender_kind = 'agent' AND d.lane = 'public'
                AND s.responsible_id IS DISTINCT FROM d.sender_id THEN 'forbidden'
            ELSE 'fresh'
        END AS verdict
    FROM draft d
    LEFT JOIN chat_chatsession s ON s.id = d.chat_session_id
    LEFT JOIN chat_message m ON m.chat_session_id = d.chat_session_id
        AND m.sender_id = d.sender_id AND m.client_id = d.client_id
), numbered AS (
    SELECT *, CASE lane WHEN 'public' THEN public_seq ELSE staff_seq END
        + row_number() OVER (PARTITION BY chat_session_id, lane ORDER BY place) AS seq
    FROM judged WHERE verdict = 'fresh'
), counted AS (
    UPDATE chat_chatsession s
    SET public_seq = greatest(s.public_seq, n.public_seq), staff_seq = greatest(s.staff_seq, n.staff_seq)
    FROM (
        SELECT chat_session_id, max(seq) FILTER (WHERE lane = 'public') AS public_seq,
            max(seq) FILTER (WHERE lane = 'staff') AS staff_seq
        FROM numbered GROUP BY chat_session_id
    ) n
    WHERE s.id = n.chat_session_id
), inserted AS (
    INSERT INTO chat_message
        (chat_session_id, lane, seq, kind, sender_kind, sender_id, sender_name, client_id, text, event, created_at)
    SELECT chat_session_id, lane, seq, CASE WHEN event IS NULL THEN 'text' ELSE 'event' END, sender_kind,
        sender_id, sender_name, client_id, text, event::jsonb, statement_timestamp()
    FROM numbered
)
SELECT j.verdict, coalesce(n.seq, j.stored_seq), coalesce(j.stored_at, statement_timestamp())
FROM judged j LEFT JOIN numbered n USING (place) ORDER BY j.place
"""

REFUSALS: dict[str, RefusalCode] = {
    "unknown": "unknown", "conflict": "conflict", "forbidden": "forbidden", "closed": "closed",
}  # fmt: skip


def append(drafts: Sequence[Draft]) -> list[Stored | Refused]:
    """Append each draft to its lane, or refuse it; results stand in the drafts' order.

    Safe to repeat: what is stored already keeps its place and is answered with it. A refusal leaves
    nothing behind and does not touch the others. Uses the calling thread's connection and, where there is
    one, its transaction; publishing is the caller's duty, after the commit.

    Raises: `django.db.DatabaseError` when PostgreSQL cannot be reached or refuses the batch; then it is
    not known whether it was stored, and the same batch may be sent again.
    """
    firsts: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        firsts.setdefault(draft.key, draft)
    unique = list(firsts.values())
    verdicts = dict(zip(firsts, _append_unique(unique), strict=True))
    return [_result(draft, firsts[draft.key], verdicts[draft.key]) for draft in drafts]


def _append_unique(drafts: Sequence[Draft]) -> list[Stored | Refused]:
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    columns = [
        [d.chat_session for d in drafts],
        [d.lane for d in drafts],
        [d.sender_kind for d in drafts],
        [d.sender_id for d in drafts],
        [d.sender_name for d in drafts],
        [d.client_id for d in drafts],
        [d.text for d in drafts],
        [d.event for d in drafts],
    ]
    cursor = psycopg.Cursor(raw)
    with connection.wrap_database_errors:
        with raw.pipeline():
            psycopg.Cursor(raw).execute(LOCK, [list({d.chat_session for d in drafts})], prepare=True)
            cursor.execute(APPEND, columns, prepare=True)
        rows = cursor.fetchall()
    return [
        Refused(REFUSALS[verdict]) if verdict in REFUSALS else Stored(seq, at, fresh=verdict == "fresh")
        for verdict, seq, at in rows
    ]


def _result(draft: Draft, first: Draft, result: Stored | Refused) -> Stored | Refused:
    """A draft that repeats an earlier one of its own batch is a resend of it, or a conflict."""
    if draft is first or isinstance(result, Refused):
        return result
    if (draft.lane, draft.text, draft.event) != (first.lane, first.text, first.event):
        return Refused("conflict")
    return Stored(result.seq, result.at, fresh=False)
