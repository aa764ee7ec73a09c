"""Files in the log: the parts of its SQL for a batch of which some draft carries one.

Whether a file may be sent is judged inside the append, as everything is: it is the sender's own, for this chat session,
ready, and not sent before; the chat session's lock and the file's own hold off whoever else sends or sweeps it.
"""

LOCK_FILES = "SELECT 1 FROM chat_attachment WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE"

WITHOUT_FILES = {
    "files_judged": "",
    "files_known": "",
    "files_found": "",
    "said_kind": "'text'",
    "files_used": "",
    "files_told": "",
}

# The file's columns in the order of `chat.attachments.cards.card`.
WITH_FILES = {
    "files_judged": """WHEN d.attachment_id IS NOT NULL AND a.id IS NULL THEN 'no attachment'
            WHEN d.attachment_id IS NOT NULL AND (
                a.state <> 'ready' OR a.sent_at IS NOT NULL
                OR row_number() OVER (PARTITION BY d.attachment_id ORDER BY d.place) > 1
            ) THEN 'attachment gone'""",
    "files_known": """,
        a.key AS file_key, a.kind AS file_kind, a.name AS file_name, a.variants::text AS file_variants,
        a.width AS file_width, a.height AS file_height, a.duration_ms AS file_duration_ms,
        a.waveform AS file_waveform""",
    "files_found": """
    LEFT JOIN LATERAL (
        SELECT * FROM chat_attachment
        WHERE id = d.attachment_id AND chat_session_id = d.chat_session_id AND uploader_kind = d.sender_kind
            AND uploader_id = d.sender_id
        LIMIT 1
    ) a ON true""",
    "said_kind": "CASE WHEN attachment_id IS NULL THEN 'text' WHEN file_kind = 'voice' THEN 'voice' ELSE 'file' END",
    "files_used": """, used AS (
    UPDATE chat_attachment SET sent_at = statement_timestamp()
    WHERE id IN (SELECT attachment_id FROM numbered WHERE attachment_id IS NOT NULL)
)""",
    "files_told": """,
    n.attachment_id, n.file_key, n.file_kind, n.file_name, n.file_variants, n.file_width, n.file_height,
    n.file_duration_ms, n.file_waveform""",
}
