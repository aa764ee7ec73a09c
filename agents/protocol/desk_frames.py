"""What the server says to agents at their desk."""

from datetime import datetime
from uuid import UUID

from agents.protocol.desk_cards import CannedReplyCard, CustomerDetails, Hit, MentionCard
from chat.protocol.base import Lane, Ref, ServerFrame

# ---------------------------------------------------------------- replies


class CustomerReply(ServerFrame, frozen=True, tag="customer", kw_only=True):
    """What is known of the customer of a chat session. Events tell followers when it changed."""

    ref: Ref
    chat_session: UUID
    customer: CustomerDetails


class Found(ServerFrame, frozen=True, tag="found", kw_only=True):
    """Where the text was said, the latest first; `more` when there are further hits."""

    ref: Ref
    hits: list[Hit]
    more: bool


class Canned(ServerFrame, frozen=True, tag="canned", kw_only=True):
    """The canned replies that this agent may use, by their shortcuts."""

    ref: Ref
    replies: list[CannedReplyCard]


# ---------------------------------------------------------------- events


class DraftEvent(ServerFrame, frozen=True, tag="draft", kw_only=True):
    """What stands unsent in one's own box now, as another connection of one's own says; no text: nothing any more.

    The later `at` wins. Over long-polling one may hear one's own: pass over it while one is typing there."""

    chat_session: UUID
    lane: Lane
    text: str
    at: datetime


class Looking(ServerFrame, frozen=True, tag="looking", kw_only=True):
    """An agent looks at a chat session that one follows, or with `on` false no longer; forget it after 40 s.

    `typing`: they are writing in it, in either lane."""

    chat_session: UUID
    agent: UUID
    name: str
    on: bool
    typing: bool


class Mentioned(ServerFrame, frozen=True, tag="mentioned", kw_only=True):
    """A colleague calls."""

    mention: MentionCard


class MentionsSeen(ServerFrame, frozen=True, tag="mentions_seen", kw_only=True):
    """One's own mentions in a chat session were seen, here or at another connection."""

    chat_session: UUID


class CannedChanged(ServerFrame, frozen=True, tag="canned_changed", kw_only=True):
    """Canned replies were changed: ask `get_canned` anew."""
