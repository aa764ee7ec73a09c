"""What customers ask, and what both audiences do. Agents' own requests stand in `agents.protocol`."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from chat.protocol.base import Email, Lane, Language, Request, Seq, Text, Words
from chat.protocol.facts import Answers

PEEK_CHARS = 500
"""So much of what a customer is typing is shown to staff, where the site says so."""


class Hello(Request, frozen=True, tag="hello", kw_only=True):
    """A customer's first frame: who is speaking. → `welcome`. Not sent over HTTP, where the
    `Authorization: Bearer` header says it."""

    token: str


class GetState(Request, frozen=True, tag="get_state", kw_only=True):
    """Who am I and which chat session is mine? → `welcome`, as after `hello`. What HTTP clients begin with."""


class OpenChatSession(Request, frozen=True, tag="open", kw_only=True):
    """Start a chat session, continue one that ended just now, or get the one that is already open. → `opened`

    With `anew`, one that ended just now is not continued. Refused as `offline` while nobody takes chats: ask
    `get_desk` why, and offer `leave_message`. `answers` to what the site asks first are kept with what they open."""

    language: Language = ""
    anew: bool = False
    answers: Answers = []


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
    answers: Answers = []


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
    """Store a message. → `ack` once it is stored. A resend with the same `client_id` gets the first one's ack.

    `reply_to`: the place of the entry that it answers, refused as `unknown` where there is none. `attachment`: a file
    or voice clip of one's own that is ready and was not sent yet; then the text may be empty."""

    chat_session: UUID
    client_id: UUID
    text: Words
    reply_to: Seq | None = None
    attachment: UUID | None = None


class Read(Request, frozen=True, tag="read", kw_only=True):
    """Everything up to `seq` of the public lane has been seen. → `ok`"""

    chat_session: UUID
    seq: Seq


class Typing(Request, frozen=True, tag="typing", kw_only=True):
    """The customer began or stopped typing; repeat every 4 s while it goes on. → `ok`

    `text` is what they have typed so far: send it only where `welcome` says `sneak_peek`, and say so to them."""

    chat_session: UUID
    on: bool
    text: Annotated[str, Meta(max_length=PEEK_CHARS)] = ""


class Visit(Request, frozen=True, tag="visit", kw_only=True):
    """The page of the site that the customer has open now, by its own word. → `ok`

    Send it when it changes, and only to who began to chat. `screen` such as 1920x1080; `time_zone` by its IANA name."""

    url: Annotated[str, Meta(max_length=2_000, pattern=r"^https?://[^\s\x00-\x1f\x7f]+$(?!\n)")]
    title: Annotated[str, Meta(max_length=200)] = ""
    referrer: Annotated[str, Meta(max_length=2_000)] = ""
    time_zone: Annotated[str, Meta(max_length=64)] = ""
    screen: Annotated[str, Meta(max_length=11, pattern=r"^$(?!\n)|^[0-9]{1,5}x[0-9]{1,5}$(?!\n)")] = ""


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
    | Visit
    | CloseChatSession
    | Ping
)
