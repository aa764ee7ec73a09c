"""Reading the log: "all after seq N", page by page, for many readers in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from chat.attachments.cards import card
from chat.log.drafts import entry
from chat.protocol.base import Lane
from chat.protocol.frames import Entry, ReadMarks
from chat.protocol.refusals import Refused

PAGE_ENTRIES = 100
PAGE_CHARS = 100_000

READ = """
SELECT r.place, r.lane, s.id, s.public_seq, s.staff_seq, s.customer_read_seq, s.agent_read_seq,
    m.seq, m.kind, m.sender_kind, m.sender_id, m.sender_name, m.client_id, m.text, m.event::text, m.reply_to, m.amended,
    m.created_at,
    a.id, a.key, a.kind, a.name, a.variants::text, a.width, a.height, a.duration_ms, a.waveform
FROM unnest(%s::uuid[], %s::text[], %s::bigint[], %s::uuid[])
    WITH ORDINALITY AS r(chat_session_id, lane, after_seq, customer_id, place)
JOIN chat_chatsession s ON s.id = r.chat_session_id AND (r.customer_id IS NULL OR s.customer_id = r.customer_id)
LEFT JOIN LATERAL (
    SELECT * FROM chat_message
    WHERE chat_session_id = s.id AND lane = r.lane AND seq > r.after_seq ORDER BY seq LIMIT %s
) m ON true
LEFT JOIN LATERAL (SELECT * FROM chat_attachment WHERE id = m.attachment_id AND state = 'ready' LIMIT 1) a ON true
ORDER BY r.place, m.seq
"""
ENTRY_COLUMNS, TEXT, FILE_COLUMNS = slice(7, 18), 6, slice(18, None)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of the log. With `customer` set, only that customer's own chat sessions exist."""

    chat_session: UUID
    lane: Lane
    after_seq: int
    customer: UUID | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries in order, without a gap; `last_seq` and `read` are of the same instant."""

    entries: list[Entry]
    last_seq: int
    more: bool
    read: ReadMarks


def read_pages(requests: Sequence[PageRequest]) -> list[LogPage | Refused]:
    """One page for each request, in order; `Refused("unknown")` for what the reader may not know."""
    with connection.cursor() as cursor:
        cursor.execute(
            READ,
            [
                [r.chat_session for r in requests],
                [r.lane for r in requests],
                [r.after_seq for r in requests],
                [r.customer for r in requests],
                PAGE_ENTRIES + 1,
            ],
        )
        rows = cursor.fetchall()
    pages: list[LogPage | Refused] = [Refused("unknown") for _ in requests]
    for place, group in groupby(rows, key=lambda row: row[0]):
        pages[place - 1] = _page(list(group))
    return pages


def _page(rows: list[tuple[Any, ...]]) -> LogPage:
    _, lane, chat_session, public_seq, staff_seq, customer_read, agent_read, *_ = rows[0]
    entries: list[Entry] = []
    chars = 0
    for row in rows:
        columns, file = row[ENTRY_COLUMNS], row[FILE_COLUMNS]
        if columns[0] is None:
            break
        chars += len(columns[TEXT])
        if entries and (len(entries) == PAGE_ENTRIES or chars > PAGE_CHARS):
            break
        columns += (None if file[0] is None else card(*file),)
        entries.append(entry(chat_session, lane, *columns))
    last_seq = public_seq if lane == "public" else staff_seq
    return LogPage(
        entries=entries,
        last_seq=last_seq,
        more=bool(entries) and entries[-1].seq < last_seq,
        read=ReadMarks(customer=customer_read, agent=agent_read),
    )


def entries_after(*, chat_session: UUID, lane: Lane, after_seq: int, customer: UUID | None = None) -> LogPage:
    """One page of one lane. Raises `Refused("unknown")`."""
    (page,) = read_pages([PageRequest(chat_session, lane, after_seq, customer)])
    if isinstance(page, Refused):
        raise page
    return page


def last_seqs(chat_sessions: Sequence[UUID]) -> dict[tuple[UUID, Lane], int]:
    """The last place of both lanes of each chat session, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, public_seq, staff_seq FROM chat_chatsession WHERE id = ANY(%s::uuid[])",
            [list(chat_sessions)],
        )
        found: dict[tuple[UUID, Lane], int] = {}
        for chat_session, public_seq, staff_seq in cursor.fetchall():
            found[chat_session, "public"] = public_seq
            found[chat_session, "staff"] = staff_seq
        return found
