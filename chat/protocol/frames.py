"""What the server says in protocol `frontdesk.v1`: to customers, and to both audiences.

Agents' own frames stand in `agents.protocol`. `manage.py export_protocol` writes both as JSON Schema,
from which TypeScript is generated.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from chat.protocol.base import Lane, Ref, Seq, ServerFrame
from chat.protocol.log_events import LogEvent, Sender, SenderKind
from chat.protocol.refusals import RefusalCode

EntryKind = Literal["text", "file", "voice", "event"]
SaidKind = Literal["text", "file", "voice"]
Amended = Literal["", "edited", "recalled"]
ChatSessionPhase = Literal["waiting", "active", "left", "closed"]


class ReadMarks(Struct, frozen=True):
    """How far each side has read the public lane."""

    customer: Seq
    agent: Seq


class ChatSessionState(Struct, frozen=True, kw_only=True):
    """A chat session as its customer may know it. `absent_until`: the agent dropped out and may be back until then."""

    id: UUID
    phase: ChatSessionPhase
    opened_at: datetime
    last_seq: Seq
    agent: Sender | None
    read: ReadMarks
    absent_until: datetime | None = None


class WaitEstimate(Struct, frozen=True):
    """An honest range, in whole minutes."""

    low_minutes: int
    high_minutes: int


class CustomerState(Struct, frozen=True, kw_only=True):
    """The customer as they may know themselves."""

    id: UUID
    name: str


class Attachment(Struct, frozen=True, kw_only=True):
    """A file or a voice clip. The urls are paths on this host; null where there is no such thing (yet).

    `waveform`: how loud a voice clip is, 0 … 100, from its beginning to its end."""

    id: UUID
    kind: Literal["image", "file", "voice"]
    name: str
    media_type: str
    bytes: int
    url: str
    thumbnail_url: str | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    waveform: list[int] | None = None


class UploadLimits(Struct, frozen=True, kw_only=True):
    """What may be uploaded: the largest file, and the media types, such as `image/*`; none: no files at all."""

    max_bytes: int
    types: list[str]


# ---------------------------------------------------------------- replies


class Welcome(ServerFrame, frozen=True, tag="welcome", kw_only=True):
    """Authenticated. `chat_session` is the open one, else the latest, else null; `now` is the server's clock.

    With `sneak_peek`, staff see what this customer types before it is sent: tell them so, and put it into `typing`."""

    ref: Ref
    now: datetime
    customer: CustomerState
    chat_session: ChatSessionState | None
    heartbeat_seconds: int
    max_text_chars: int
    sneak_peek: bool = False
    uploads: UploadLimits


class OpenedReply(ServerFrame, frozen=True, tag="opened", kw_only=True):
    """The customer's one open chat session."""

    ref: Ref
    chat_session: ChatSessionState


class Desk(ServerFrame, frozen=True, tag="desk", kw_only=True):
    """Whether a new chat session would be taken now, and if not, why and when again (null: not known)."""

    ref: Ref
    open: bool
    reason: Literal["hours", "full"] | None = None
    opens_at: datetime | None = None


class Place(ServerFrame, frozen=True, tag="place", kw_only=True):
    """Where a waiting chat session stands: 1 is next. The reply to `get_place`, and with `ref` null an event whenever
    it changed. `place` is null when it waits no more; `wait` while nothing honest can be said."""

    ref: Ref | None
    chat_session: UUID
    place: int | None
    wait: WaitEstimate | None


class Entry(ServerFrame, frozen=True, tag="entry", kw_only=True):
    """One stored entry: an event on its own, or a line of a `page`.

    `text` is what kind text says, and what may stand below a file or a voice clip; `event` is set for kind event.
    `reply_to` is the place, in the same lane, of the entry that this one answers. `amended`: its sender edited it
    (`text` is what it says now) or recalled it (nothing is left of it); the event `amended` tells of that."""

    chat_session: UUID
    lane: Lane
    seq: Seq
    kind: EntryKind
    sender: Sender
    client_id: UUID
    at: datetime
    text: str
    event: LogEvent | None
    reply_to: Seq | None
    attachment: Attachment | None
    amended: Amended


class Page(ServerFrame, frozen=True, tag="page", kw_only=True):
    """Entries after the `after_seq` asked for, in order, without a gap.

    `last_seq` is the lane's last stored place when the page was read."""

    ref: Ref
    chat_session: UUID
    lane: Lane
    entries: list[Entry]
    last_seq: Seq
    more: bool
    read: ReadMarks


class Ack(ServerFrame, frozen=True, tag="ack", kw_only=True):
    """The message is stored for good at `seq`."""

    ref: Ref
    chat_session: UUID
    client_id: UUID
    seq: Seq
    at: datetime


class Ok(ServerFrame, frozen=True, tag="ok", kw_only=True):
    """Done; there is nothing to tell."""

    ref: Ref


class Pong(ServerFrame, frozen=True, tag="pong", kw_only=True):
    """The server is still here too."""

    ref: Ref


class Refusal(ServerFrame, frozen=True, tag="refusal", kw_only=True):
    """No; and nothing of the request was kept. `ref` is null when the frame had none that could be read."""

    ref: Ref | None
    code: RefusalCode
    text: str
    retry_after: float | None = None


# ---------------------------------------------------------------- events


class TypingEvent(ServerFrame, frozen=True, tag="typing", kw_only=True):
    """Somebody began or stopped typing. Never stored; forget it after 6 s.

    `text`: what a customer has typed so far, where their site shows it to staff."""

    chat_session: UUID
    who: SenderKind
    name: str
    on: bool
    lane: Lane = "public"
    text: str = ""


class ReadEvent(ServerFrame, frozen=True, tag="read", kw_only=True):
    """One side has read up to the given place. Marks only grow."""

    chat_session: UUID
    read: ReadMarks


class AttachmentEvent(ServerFrame, frozen=True, tag="attachment", kw_only=True):
    """An attachment that was sent has what it had not when its entry was told: a smaller picture, a waveform, a form
    that every browser plays."""

    chat_session: UUID
    attachment: Attachment


class ChatSessionOpened(ServerFrame, frozen=True, tag="chat_session", kw_only=True):
    """A chat session was opened, perhaps in another tab, or stands otherwise now: follow it with `resume`."""

    chat_session: ChatSessionState


CustomerFrame = (
    Welcome
    | OpenedReply
    | Entry
    | Page
    | Ack
    | Ok
    | Pong
    | Refusal
    | TypingEvent
    | ReadEvent
    | AttachmentEvent
    | ChatSessionOpened
    | Desk
    | Place
)
