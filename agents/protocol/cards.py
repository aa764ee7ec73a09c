"""What frames tell agents of: chat sessions, offers, each other, and what was decided."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from agents.protocol.requests import AgentStatus
from chat.protocol.base import Seq
from chat.protocol.facts import Answer, PageView
from chat.protocol.frames import Amended, ChatSessionPhase, ReadMarks, SaidKind
from chat.protocol.log_events import Sender

EffectiveStatus = Literal["free", "full", "wrap_up", "busy", "away", "offline"]


class CustomerCard(Struct, frozen=True, kw_only=True):
    """A customer as staff see them in a list. `priority` above 0 goes first (VIP)."""

    id: UUID
    name: str
    email: str
    verified: bool
    priority: int = 0


class GroupCard(Struct, frozen=True, kw_only=True):
    """A skill group: whether I staff its queue, and whether I oversee it. Chat sessions may be passed on to any.

    Customers should have an answer after `warn_answer_seconds`; after `late_answer_seconds` it is late."""

    id: UUID
    name: str
    member: bool
    supervised: bool
    warn_answer_seconds: int
    late_answer_seconds: int


class ChatSessionCard(Struct, frozen=True, kw_only=True):
    """A chat session as staff see it in a list. `responsible` is null while nobody is.

    `waiting_since` orders the queue after `priority` (`order_at` joins both); `absent_until`: the responsible agent
    dropped out and may be back until then; `helpers`: agents who were invited; `unanswered_since`: the customer waits
    for an answer since then. `last_…`: what was last said in public, and where (0: nothing yet); `last_at` is the time
    of the last entry of any kind."""

    id: UUID
    phase: ChatSessionPhase
    site: str
    site_id: UUID
    group: UUID | None
    customer: CustomerCard
    responsible: Sender | None
    helpers: list[UUID]
    opened_at: datetime
    waiting_since: datetime
    order_at: datetime
    closed_at: datetime | None
    absent_until: datetime | None
    unanswered_since: datetime | None
    last_seq: Seq
    last_text: str
    last_text_seq: Seq
    last_kind: SaidKind
    last_amended: Amended
    last_at: datetime
    read: ReadMarks
    tags: list[str]


class OfferCard(Struct, frozen=True, kw_only=True):
    """An offer to the agent who reads this. `transferred_by` and `note` are set for a transfer.

    `page`: where the customer is on the site, if that is known; `answers`: to what the site asked before the chat."""

    id: UUID
    chat_session: ChatSessionCard
    made_at: datetime
    deadline: datetime
    transferred_by: str | None
    note: str
    earlier_chat_sessions: int
    page: PageView | None
    answers: list[Answer]


class AgentState(Struct, frozen=True, kw_only=True):
    """An agent as they see themselves. `status_reason`: `missed` or `idle` when Frontdesk chose the status;
    `misses`: unanswered offers in a row; `wrap_up_extendable`: the running pause may be made longer once."""

    id: UUID
    name: str
    status: AgentStatus
    status_reason: Literal["", "missed", "idle"]
    effective: EffectiveStatus
    capacity: int
    load: int
    wrap_up_until: datetime | None
    wrap_up_extendable: bool
    misses: int


class Colleague(Struct, frozen=True, kw_only=True):
    """An agent as others see them, for transfers and the wallboard. `misses`: unanswered offers in a row."""

    id: UUID
    name: str
    effective: EffectiveStatus
    capacity: int
    load: int
    misses: int
    groups: list[UUID]


class NamedChoice(Struct, frozen=True):
    id: UUID
    name: str


class PassedOver(Struct, frozen=True, kw_only=True):
    """Agents who were not chosen, and why: `code` and `detail` for programs, `text` for people ("full 5/5")."""

    code: str
    detail: str
    text: str
    agents: list[str]


class TraceStep(Struct, frozen=True, kw_only=True):
    """One decision, newest last: `kind`, `why` and `data` for programs, `text` for people, in the reader's language.

    `by` null: the assignment engine."""

    at: datetime
    kind: str
    why: str
    data: dict[str, str]
    text: str
    group: str
    agent: str | None
    by: str | None
    passed_over: list[PassedOver]
