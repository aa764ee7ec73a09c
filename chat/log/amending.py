"""Changing what an entry says: besides the writer, the one place that touches messages.

The log stays what it was: places, senders and times do not change, the event `amended` is appended like any
other, and what the entry said before is kept (`FormerText`), though no reader of the log ever gets it again.
"""

from uuid import UUID

from django.db import connection

from chat.models import Message

# The edits that were told before lose their text with the entry: they are overtaken, and must not keep what it said.
AMEND = """
WITH kept AS (
    INSERT INTO chat_formertext (message_id, text, attachment_id, replaced_at, by_id)
    SELECT id, text, attachment_id, statement_timestamp(), sender_id FROM chat_message WHERE id = %(id)s
), overtaken AS (
    UPDATE chat_message SET text = ''
    WHERE chat_session_id = %(chat_session)s AND lane = %(lane)s AND seq > %(seq)s
        AND event @> jsonb_build_object('name', 'amended', 'seq', %(seq)s::bigint)
)
UPDATE chat_message
SET text = coalesce(%(text)s, ''), amended = CASE WHEN %(text)s::text IS NULL THEN 'recalled' ELSE 'edited' END,
    attachment_id = CASE WHEN %(text)s::text IS NOT NULL THEN attachment_id END
WHERE id = %(id)s
"""


def rewrite(message: Message, text: str | None) -> None:
    """Let the entry say `text` from now on, or with None nothing. In the caller's transaction, which holds the chat
    session's row lock and appends the event that tells of it.
    """
    place: dict[str, int | str | UUID | None] = {
        "id": message.pk,
        "chat_session": message.chat_session_id,
        "lane": message.lane,
        "seq": message.seq,
        "text": text,
    }
    with connection.cursor() as cursor:
        cursor.execute(AMEND, place)
