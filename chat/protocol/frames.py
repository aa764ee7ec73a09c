"""The frames of protocol `frontdesk.v1` that customers use, and those both audiences share.

Agents' own frames stand in `agents.protocol`. `manage.py export_protocol` writes both as JSON Schema,
from which TypeScript is generated.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from chat.protocol.base import Email, Lane, Language, Ref, Request, Seq, ServerFrame, Text
from chat.protocol.refusals import RefusalCode

SenderKind = Literal["customer", "agent", "system"]
ChatSessionPhase = Literal["waiting", "active", "left", "closed"]

# ---------------------------------------------------------------- what a client asks


class Hello(Request, frozen=True, tag="hello", kw_only=True):
    """A customer's first frame: who is speaking. → `welcome`. Not sent over HTTP, where the
    `Authorization: Bearer` header says it."""

    token: str


class GetState(Request, frozen=True, tag="get_state", kw_only=True):
    """Who am I and which chat session is mine? → `welcome`, as after `hello`. What HTTP clients begin with."""


class OpenChatSession(Request, frozen=True, tag="open", kw_only=True):
    """Start a chat session, continue one that ended just now, or get the one that is already open. → `opened`

    With `anew`, one that ended just now is not continued. Refused as `offline` while nobody takes chats: ask
    `get_desk` why, and offer `leave_message`."""

    language: Language = ""
    anew: bool = False


class GetDesk(Request, frozen=True, tag="get_desk", kw_only=True):
    """Would a chat session be taken now? → `desk`"""

    language: Language = ""


class GetPlace(Request, frozen=True, tag="get_place", kw_only=True):
    """Where does my waiting chat session stand? → `place`"""

    chat_session: UUID


class LeaveMessage(Request, frozen=True, tag="leave_message", kw_only=True):
    """While nobody takes chats: leave a message, to be answered later in the same chat session. → `ack`

    A resend with the same `client_id` gets the first one's ack. Name and e-mail are kept where there are none yet."""

    client_id: UUID
    text: Text
    name: Annotated[str, Meta(max_length=80)] = ""
    email: Email = ""
    language: Language = ""


class Resume(Request, frozen=True, tag="resume", kw_only=True):
    """Follow a lane from now on and get what was stored after `after_seq`, a page at a time. → `page`

    Ask again with the last `seq` received while `more` is true; the live entries that arrive
    meanwhile may overlap with the pages and are then dropped by `seq`."""

    chat_session: UUID
    after_seq: Seq = 0
    lane: Lane = "public"


class Unfollow(Request, frozen=True, tag="unfollow", kw_only=True):
    """Hear nothing more of either lane of the chat session. → `ok`; harmless when it is unknown or not followed."""

    chat_session: UUID


class Send(Request, frozen=True, tag="send", kw_only=True):
    """Store a text message. → `ack` once it is stored. A resend with the same `client_id` gets the first one's ack."""

    chat_session: UUID
    client_id: UUID
    text: Text


class Read(Request, frozen=True, tag="read", kw_only=True):
    """Everything up to `seq` of the public lane has been seen. → `ok`"""

    chat_session: UUID
    seq: Seq


class Typing(Request, frozen=True, tag="typing", kw_only=True):
    """The sender began or stopped typing; repeat every 4 s while it goes on. → `ok`"""

    chat_session: UUID
    on: bool


class CloseChatSession(Request, frozen=True, tag="close", kw_only=True):
    """End the chat session. → `ok`; ending a closed one is harmless."""

    chat_session: UUID


class Ping(Request, frozen=True, tag="ping", kw_only=True):
    """I am still here. → `pong`. Due whenever nothing else was sent for `heartbeat_seconds`."""


CustomerRequest = (
    GetState
    | OpenChatSession
    | GetDesk
    | GetPlace
    | LeaveMessage
    | Resume
    | Unfollow
    | Send
    | Read
    | Typing
    | CloseChatSession
    | Ping
)

# ---------------------------------------------------------------- parts of what the server says


class Sender(Struct, frozen=True):
    """Who wrote an entry, by the name they had when they wrote it. `id` is null for the system."""

    kind: SenderKind
    id: UUID | None
    name: str


class Opened(Struct, frozen=True, tag_field="name", tag="opened"):
    """The chat session began to wait."""


class Assigned(Struct, frozen=True, tag_field="name", tag="assigned"):
    """An agent is now responsible."""

    agent: Sender


class Transferred(Struct, frozen=True, tag_field="name", tag="transferred", kw_only=True):
    """The responsible agent passed it on: to an agent, who is responsible now, or to a queue, where it waits."""

    by: Sender
    agent: Sender | None = None
    group: str | None = None


class Requeued(Struct, frozen=True, tag_field="name", tag="requeued"):
    """It waits again, at the place it had: the agent dropped out, or gave it back."""

    reason: Literal["agent_gone", "given_back", "overflow"]


class Joined(Struct, frozen=True, tag_field="name", tag="joined"):
    """A second agent was invited and helps; who is responsible does not change."""

    agent: Sender


class Parted(Struct, frozen=True, tag_field="name", tag="parted"):
    """A second agent left."""

    agent: Sender


class IdleWarned(Struct, frozen=True, tag_field="name", tag="idle_warned"):
    """The customer has been silent: it will be closed at this time unless they write."""

    closes_at: datetime


class LeftMessage(Struct, frozen=True, tag_field="name", tag="left_message"):
    """Nobody takes chats now: what follows is answered later."""


class Reopened(Struct, frozen=True, tag_field="name", tag="reopened"):
    """The customer wrote again soon after the end: it goes on."""


class Closed(Struct, frozen=True, tag_field="name", tag="closed", omit_defaults=True):
    """The chat session ended."""

    by: SenderKind
    reason: Literal["", "idle"] = ""


LogEvent = (
    Opened
    | Assigned
    | Transferred
    | Requeued
    | Joined
    | Parted
    | IdleWarned
    | LeftMessage
    | Reopened
    | Closed
)


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


# ---------------------------------------------------------------- replies


class Welcome(ServerFrame, frozen=True, tag="welcome", kw_only=True):
    """Authenticated. `chat_session` is the open one, else the latest, else null; `now` is the server's clock."""

    ref: Ref
    now: datetime
    customer: CustomerState
    chat_session: ChatSessionState | None
    heartbeat_seconds: int
    max_text_chars: int


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
    """One stored, immutable entry: an event on its own, or a line of a `page`.

    `text` is set for kind text; `event` for kind event."""

    chat_session: UUID
    lane: Lane
    seq: Seq
    kind: Literal["text", "event"]
    sender: Sender
    client_id: UUID
    at: datetime
    text: str
    event: LogEvent | None


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
    """Somebody began or stopped typing. Never stored; forget it after 6 s."""

    chat_session: UUID
    who: SenderKind
    name: str
    on: bool


class ReadEvent(ServerFrame, frozen=True, tag="read", kw_only=True):
    """One side has read up to the given place. Marks only grow."""

    chat_session: UUID
    read: ReadMarks


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
    | ChatSessionOpened
    | Desk
    | Place
)
