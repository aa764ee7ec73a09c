"""What the server says to agents only; what it says to both audiences stands in `chat.protocol.frames`."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from agents.protocol.cards import (
    AgentState,
    ChatSessionCard,
    Colleague,
    GroupCard,
    NamedChoice,
    OfferCard,
    PassedOver,
    TraceStep,
)
from agents.protocol.desk_cards import DraftCard, MentionCard
from agents.protocol.desk_frames import (
    Canned,
    CannedChanged,
    CustomerReply,
    DraftEvent,
    Found,
    Looking,
    Mentioned,
    MentionsSeen,
)
from chat.protocol.base import Ref, ServerFrame
from chat.protocol.facts import CustomerChanged, PageViewed
from chat.protocol.frames import (
    Ack,
    AttachmentEvent,
    Entry,
    Ok,
    Page,
    Pong,
    ReadEvent,
    Refusal,
    TypingEvent,
    UploadLimits,
)

# ---------------------------------------------------------------- replies


class Workspace(ServerFrame, frozen=True, tag="workspace", kw_only=True):
    """Everything the workspace shows. The queue comes in its order; `others` are open chat sessions of other
    agents that this agent helps in or oversees; `drafts` are the agent's own, `mentions` those not seen yet.

    The reply to `hello` and `get_workspace`; with `ref` null the server sends it on its own when it
    may have missed something. `now` is the server's clock: deadlines are counted against it. `amend_seconds`: so long
    after it was stored a message of one's own may be amended."""

    ref: Ref | None
    now: datetime
    agent: AgentState
    offers: list[OfferCard]
    mine: list[ChatSessionCard]
    waiting: list[ChatSessionCard]
    left: list[ChatSessionCard]
    others: list[ChatSessionCard]
    groups: list[GroupCard]
    colleagues: list[Colleague]
    dispositions: list[NamedChoice]
    tags: list[str]
    drafts: list[DraftCard]
    mentions: list[MentionCard]
    heartbeat_seconds: int
    max_text_chars: int
    uploads: UploadLimits
    amend_seconds: int


class Trace(ServerFrame, frozen=True, tag="trace", kw_only=True):
    """What was decided for a chat session so far, and while it waits, why nobody has it now."""

    ref: Ref
    chat_session: UUID
    steps: list[TraceStep]
    still_waiting: list[PassedOver] | None


# ---------------------------------------------------------------- events


class OfferEvent(ServerFrame, frozen=True, tag="offer", kw_only=True):
    """Ringing."""

    now: datetime
    offer: OfferCard


class OfferEnded(ServerFrame, frozen=True, tag="offer_ended", kw_only=True):
    """It rings no more: `accepted` (here or in another tab), `declined`, `expired` or `withdrawn`."""

    offer: UUID
    chat_session: UUID
    outcome: Literal["accepted", "declined", "expired", "withdrawn"]


class AgentEvent(ServerFrame, frozen=True, tag="agent", kw_only=True):
    """My own state changed."""

    agent: AgentState


class ColleagueEvent(ServerFrame, frozen=True, tag="colleague", kw_only=True):
    """How an agent stands now, for everybody on the floor."""

    colleague: Colleague


class ChatSessionEvent(ServerFrame, frozen=True, tag="chat_session", kw_only=True):
    """A chat session began to wait, was assigned, transferred, or ended: its card now."""

    chat_session: ChatSessionCard


class Changes(ServerFrame, frozen=True, tag="changes", kw_only=True):
    """Many changes in one frame, while much goes on: cards as `chat_session` tells them, agents as `colleague` does."""

    chat_sessions: list[ChatSessionCard] = []
    colleagues: list[Colleague] = []


class TransferAnswered(ServerFrame, frozen=True, tag="transfer_answered", kw_only=True):
    """To who asked a colleague to take a chat session over: what became of it."""

    chat_session: UUID
    agent: str
    outcome: Literal["accepted", "declined", "expired", "withdrawn"]
    reason: str


AgentFrame = (
    Workspace
    | Trace
    | Entry
    | Page
    | Ack
    | Ok
    | Pong
    | Refusal
    | TypingEvent
    | ReadEvent
    | AttachmentEvent
    | OfferEvent
    | OfferEnded
    | AgentEvent
    | ColleagueEvent
    | ChatSessionEvent
    | Changes
    | TransferAnswered
    | CustomerReply
    | Found
    | Canned
    | DraftEvent
    | Looking
    | Mentioned
    | MentionsSeen
    | CannedChanged
    | PageViewed
    | CustomerChanged
)
