"""What frames tell agents of at their desk: customers in full, drafts, mentions, hits, canned replies."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from chat.protocol.base import Lane, Seq
from chat.protocol.facts import Answer, PageView
from chat.protocol.log_events import Sender


class Attribute(Struct, frozen=True):
    """Something that the site's own server says of a verified customer."""

    name: str
    value: str


class Device(Struct, frozen=True, kw_only=True):
    """What the customer looks with; whatever is not known is empty. `language` is a tag such as zh-CN."""

    browser: str = ""
    system: str = ""
    language: str = ""
    time_zone: str = ""
    screen: str = ""


class EarlierChatSession(Struct, frozen=True, kw_only=True):
    """Another chat session of the same customer. Of one that the reader may not read (`seen` false), only when."""

    id: UUID
    opened_at: datetime
    closed_at: datetime | None
    agent: str | None
    group: str | None
    disposition: str | None
    last_text: str
    seen: bool


class CustomerDetails(Struct, frozen=True, kw_only=True):
    """All that is known of a customer. `pages` newest last; `answers` are those of this chat session; `earlier` newest
    first; `attributes` by name; `referrer` is where they came from."""

    id: UUID
    name: str
    email: str
    verified: bool
    external_id: str
    priority: int
    first_seen_at: datetime
    last_seen_at: datetime
    attributes: list[Attribute]
    pages: list[PageView]
    referrer: str
    device: Device
    answers: list[Answer]
    earlier: list[EarlierChatSession]


class DraftCard(Struct, frozen=True, kw_only=True):
    """What stands unsent in one's own box of a lane, on whatever device it was written."""

    chat_session: UUID
    lane: Lane
    text: str
    at: datetime


class MentionCard(Struct, frozen=True, kw_only=True):
    """A colleague called the reader in an entry of a staff lane."""

    chat_session: UUID
    seq: Seq
    by: Sender
    text: str
    at: datetime


class Hit(Struct, frozen=True, kw_only=True):
    """An entry in which the text was found, with what stands around it."""

    chat_session: UUID
    seq: Seq
    lane: Lane
    at: datetime
    excerpt: str
    who: Sender
    customer_name: str


class CannedReplyCard(Struct, frozen=True, kw_only=True):
    """A text ready to be used. Variables such as {customer.name} are filled in by the client.

    `site`, `group`: only for chat sessions of these; `language`: goes first for customers with it; empty: any."""

    id: UUID
    shortcut: str
    text: str
    scope: Literal["site", "group", "person", "all"]
    site: UUID | None
    group: UUID | None
    language: str
    uses: int
