"""The values that go into the message log and come out of it."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from chat.ids import NOBODY
from chat.protocol.base import Lane
from chat.protocol.frames import Amended, Attachment, Entry, EntryKind
from chat.protocol.log_events import LogEvent, Sender, SenderKind

SYSTEM = Sender(kind="system", id=None, name="")


class Draft(msgspec.Struct, frozen=True, gc=False):
    """An entry before it has a place. `(chat_session, sender_id, client_id)` makes a resend harmless."""

    chat_session: UUID
    lane: Lane
    sender_kind: SenderKind
    sender_id: UUID
    sender_name: str
    client_id: UUID
    text: str = ""
    event: str | None = None  # JSON of a LogEvent
    reply_to: int | None = None
    attachment: UUID | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What a resend has in common with the first one."""
        return (self.lane, self.text, self.event, self.reply_to, self.attachment)

    @property
    def key(self) -> tuple[UUID, UUID, UUID]:
        return (self.chat_session, self.sender_id, self.client_id)


class Stored(msgspec.Struct, frozen=True, gc=False):
    """Where the entry stands. `fresh` is false for a resend, which needs no telling to anybody else.

    `attachment` is the draft's, as its readers see it. `waits`: nobody is responsible for the chat session, so the
    agents of its `queue` hear what is said in it.
    """

    seq: int
    at: datetime
    fresh: bool
    waits: bool = False
    queue: UUID | None = None
    attachment: Attachment | None = None


def event_draft(chat_session: UUID, event: LogEvent, *, lane: Lane = "public") -> Draft:
    """A system event for the log."""
    return Draft(
        chat_session=chat_session,
        lane=lane,
        sender_kind="system",
        sender_id=NOBODY,
        sender_name="",
        client_id=uuid4(),
        event=event_json(event),
    )


def event_json(event: LogEvent) -> str:
    """An event as a draft holds it."""
    return msgspec.json.encode(event).decode()


def entry_of(draft: Draft, stored: Stored) -> Entry:
    """The frame that tells of a stored draft."""
    return entry(
        draft.chat_session, draft.lane, stored.seq, kind_of(draft, stored.attachment), draft.sender_kind,
        draft.sender_id, draft.sender_name, draft.client_id, draft.text, draft.event, draft.reply_to, "", stored.at,
        stored.attachment,
    )  # fmt: skip


def kind_of(draft: Draft, attachment: Attachment | None) -> EntryKind:
    """What a draft is when it is stored."""
    if draft.event is not None:
        return "event"
    if attachment is None:
        return "text"
    return "voice" if attachment.kind == "voice" else "file"


def entry(
    chat_session: UUID, lane: Lane, seq: int, kind: EntryKind, sender_kind: SenderKind, sender_id: UUID,
    sender_name: str, client_id: UUID, text: str, event: str | None, reply_to: int | None, amended: Amended,
    at: datetime, attachment: Attachment | None = None,
) -> Entry:  # fmt: skip
    """The frame of one row of the log; the columns in their order."""
    sender = SYSTEM if sender_kind == "system" else Sender(kind=sender_kind, id=sender_id, name=sender_name)
    return Entry(
        chat_session=chat_session,
        lane=lane,
        seq=seq,
        kind=kind,
        sender=sender,
        client_id=client_id,
        at=at,
        text=text,
        event=None if event is None else msgspec.json.decode(event, type=LogEvent),
        reply_to=reply_to,
        attachment=attachment,
        amended=amended,
    )
