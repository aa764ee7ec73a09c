"""The frames of protocol `frontdesk.v1` that only agents use; the shared ones stand in `chat.protocol.frames`."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from chat.protocol.base import Lane, Ref, Request, Seq, ServerFrame, Text
from chat.protocol.frames import (
    Ack,
    ChatSessionPhase,
    Entry,
    Ok,
    Page,
    Ping,
    Pong,
    Read,
    ReadEvent,
    ReadMarks,
    Refusal,
    Resume,
    Sender,
    Typing,
    TypingEvent,
    Unfollow,
)

AgentStatus = Literal["online", "busy", "away", "offline"]
EffectiveStatus = Literal["free", "full", "wrap_up", "busy", "away", "offline"]
Reason = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=2_000)]

# ---------------------------------------------------------------- what an agent asks


class AgentHello(Request, frozen=True, tag="hello", kw_only=True):
    """An agent's first frame: a one-time ticket fetched with the login session less than 30 s ago. → `workspace`"""

    ticket: str


class GetWorkspace(Request, frozen=True, tag="get_workspace", kw_only=True):
    """The whole state of the workspace anew. → `workspace`"""


class AgentSend(Request, frozen=True, tag="send", kw_only=True):
    """Store a text message; in the `staff` lane only staff can read it. → `ack`"""

    chat_session: UUID
    client_id: UUID
    text: Text
    lane: Lane = "public"


class SetStatus(Request, frozen=True, tag="set_status", kw_only=True):
    """Choose one's own status. → `ok`; every tab of the agent gets an `agent` event.

    Going offline with open chat sessions is refused as `open_chat_sessions` until `open_ones` says what becomes of
    them."""

    status: AgentStatus
    open_ones: Literal["keep", "requeue"] | None = None


class Active(Request, frozen=True, tag="active", kw_only=True):
    """A person is at this console; due once a minute while so. Who shows no sign for long is set to away. → `ok`"""


class EndWrapUp(Request, frozen=True, tag="end_wrap_up", kw_only=True):
    """Ready for the next chat session before the pause is over. → `ok`"""


class Accept(Request, frozen=True, tag="accept", kw_only=True):
    """Take what was offered. → `ok`, or refused as `stale`"""

    offer: UUID


class Decline(Request, frozen=True, tag="decline", kw_only=True):
    """Not me; the next candidate is asked. → `ok`, or refused as `stale`"""

    offer: UUID
    reason: Reason = ""


class Pull(Request, frozen=True, tag="pull", kw_only=True):
    """Take a waiting chat session, or a left message, oneself. → `ok`; refused as `full` or `stale`"""

    chat_session: UUID


class Transfer(Request, frozen=True, tag="transfer", kw_only=True):
    """Pass on a chat session one is responsible for: to an agent, or to a skill group's queue. → `ok`

    With `ask`, the agent is offered it and the sender stays responsible until it is accepted; without, it moves at
    once. Refused: `forbidden`, `full`, `unknown` (no such agent or group), `stale` (an offer is already out)."""

    chat_session: UUID
    agent: UUID | None = None
    group: UUID | None = None
    ask: bool = True
    note: Note = ""


class Requeue(Request, frozen=True, tag="requeue", kw_only=True):
    """Give a chat session back to its queue, where it gets the place it had. → `ok`"""

    chat_session: UUID
    note: Note = ""


class Invite(Request, frozen=True, tag="invite", kw_only=True):
    """Bring a second agent into a chat session one is responsible for. → `ok`"""

    chat_session: UUID
    agent: UUID


class Part(Request, frozen=True, tag="part", kw_only=True):
    """Leave a chat session one was invited to. → `ok`"""

    chat_session: UUID


class TakeOver(Request, frozen=True, tag="take_over", kw_only=True):
    """A supervisor makes themselves responsible, whoever is now. → `ok`"""

    chat_session: UUID


class Assign(Request, frozen=True, tag="assign", kw_only=True):
    """A supervisor gives a chat session to an agent, over capacity if need be. Audited. → `ok`"""

    chat_session: UUID
    agent: UUID


class AgentClose(Request, frozen=True, tag="close", kw_only=True):
    """End the chat session, with a reason code and tags. → `ok`; ending a closed one is harmless."""

    chat_session: UUID
    disposition: UUID | None = None
    tags: Annotated[list[Annotated[str, Meta(min_length=1, max_length=40)]], Meta(max_length=20)] = []


class Why(Request, frozen=True, tag="why", kw_only=True):
    """Why this agent, why still waiting? → `trace`"""

    chat_session: UUID


AgentRequest = (
    GetWorkspace
    | Resume
    | Unfollow
    | AgentSend
    | Read
    | Typing
    | SetStatus
    | Active
    | EndWrapUp
    | Accept
    | Decline
    | Pull
    | Transfer
    | Requeue
    | Invite
    | Part
    | TakeOver
    | Assign
    | AgentClose
    | Why
    | Ping
)

# ---------------------------------------------------------------- parts of what the server says


class CustomerCard(Struct, frozen=True, kw_only=True):
    """A customer as staff see them in a list. `priority` above 0 goes first (VIP)."""

    id: UUID
    name: str
    email: str
    verified: bool
    priority: int = 0


class GroupCard(Struct, frozen=True, kw_only=True):
    """A skill group: whether I staff its queue, and whether I oversee it. Chat sessions may be passed on to any."""

    id: UUID
    name: str
    member: bool
    supervised: bool


class ChatSessionCard(Struct, frozen=True, kw_only=True):
    """A chat session as staff see it in a list. `responsible` is null while nobody is.

    `waiting_since` orders the queue after `priority` (`order_at` joins both); `absent_until`: the responsible agent
    dropped out and may be back until then; `helpers`: agents who were invited."""

    id: UUID
    phase: ChatSessionPhase
    site: str
    group: UUID | None
    customer: CustomerCard
    responsible: Sender | None
    helpers: list[UUID]
    opened_at: datetime
    waiting_since: datetime
    order_at: datetime
    closed_at: datetime | None
    absent_until: datetime | None
    last_seq: Seq
    last_text: str
    last_at: datetime
    read: ReadMarks


class OfferCard(Struct, frozen=True, kw_only=True):
    """An offer to the agent who reads this. `transferred_by` and `note` are set for a transfer."""

    id: UUID
    chat_session: ChatSessionCard
    made_at: datetime
    deadline: datetime
    transferred_by: str | None
    note: str
    earlier_chat_sessions: int


class AgentState(Struct, frozen=True, kw_only=True):
    """An agent as they see themselves. `status_reason`: `missed` or `idle` when Frontdesk chose the status."""

    id: UUID
    name: str
    status: AgentStatus
    status_reason: Literal["", "missed", "idle"]
    effective: EffectiveStatus
    capacity: int
    load: int
    wrap_up_until: datetime | None


class Colleague(Struct, frozen=True, kw_only=True):
    """An agent as others see them, for transfers and the wallboard."""

    id: UUID
    name: str
    effective: EffectiveStatus
    capacity: int
    load: int
    groups: list[UUID]


class NamedChoice(Struct, frozen=True):
    id: UUID
    name: str


class PassedOver(Struct, frozen=True, kw_only=True):
    """Agents who were not chosen, and why: `code` for programs, `text` for people ("full 5/5")."""

    code: str
    text: str
    agents: list[str]


class TraceStep(Struct, frozen=True, kw_only=True):
    """One decision in words, newest last. `by` null: the assignment engine."""

    at: datetime
    kind: str
    text: str
    group: str
    agent: str | None
    by: str | None
    passed_over: list[PassedOver]


# ---------------------------------------------------------------- replies


class Workspace(ServerFrame, frozen=True, tag="workspace", kw_only=True):
    """Everything the workspace shows. The queue comes in its order; `others` are open chat sessions of other
    agents that this agent helps in or oversees.

    The reply to `hello` and `get_workspace`; with `ref` null the server sends it on its own when it
    may have missed something. `now` is the server's clock: deadlines are counted against it."""

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
    heartbeat_seconds: int
    max_text_chars: int


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
    | OfferEvent
    | OfferEnded
    | AgentEvent
    | ColleagueEvent
    | ChatSessionEvent
    | Changes
    | TransferAnswered
)
