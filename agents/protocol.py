"""The frames of protocol `frontdesk.v1` that only agents use; the shared ones stand in `chat.protocol.frames`."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from chat.protocol.base import Lane, Ref, Request, Seq, ServerFrame, Text
from chat.protocol.frames import (
    Ack,
    ChatSessionPhase,
    CloseChatSession,
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


class AgentHello(Request, frozen=True, tag="hello", kw_only=True):
    """An agent's first frame: a one-time ticket fetched with the login session less than 30 s ago. → `workspace`"""

    ticket: str


class AgentSend(Request, frozen=True, tag="send", kw_only=True):
    """Store a text message; in the `staff` lane only staff can read it. → `ack`"""

    chat_session: UUID
    client_id: UUID
    text: Text
    lane: Lane = "public"


class SetStatus(Request, frozen=True, tag="set_status", kw_only=True):
    """Choose one's own status. → `ok`; every tab of the agent gets an `agent` event."""

    status: AgentStatus


class GetWorkspace(Request, frozen=True, tag="get_workspace", kw_only=True):
    """The whole state of the workspace anew. → `workspace`"""


AgentRequest = (
    Resume | Unfollow | AgentSend | Read | Typing | CloseChatSession | Ping | SetStatus | GetWorkspace
)


class CustomerCard(Struct, frozen=True, kw_only=True):
    """A customer as staff see them in a list."""

    id: UUID
    name: str
    email: str
    verified: bool


class ChatSessionCard(Struct, frozen=True, kw_only=True):
    """A chat session as staff see it in a list. `responsible` is null while it waits."""

    id: UUID
    phase: ChatSessionPhase
    site: str
    customer: CustomerCard
    responsible: Sender | None
    opened_at: datetime
    closed_at: datetime | None
    last_seq: Seq
    last_text: str
    last_at: datetime
    read: ReadMarks


class AgentState(Struct, frozen=True, kw_only=True):
    """An agent as they see themselves."""

    id: UUID
    name: str
    status: AgentStatus
    capacity: int
    load: int


class Workspace(ServerFrame, frozen=True, tag="workspace", kw_only=True):
    """Everything the workspace shows: my open chat sessions and those that wait, longest wait first.

    The reply to `hello` and `get_workspace`; with `ref` null the server sends it on its own when it
    may have missed something."""

    ref: Ref | None
    agent: AgentState
    mine: list[ChatSessionCard]
    waiting: list[ChatSessionCard]
    heartbeat_seconds: int
    max_text_chars: int


class AgentEvent(ServerFrame, frozen=True, tag="agent", kw_only=True):
    """My own state changed."""

    agent: AgentState


class ChatSessionEvent(ServerFrame, frozen=True, tag="chat_session", kw_only=True):
    """A chat session began to wait, was assigned, or ended: its card now."""

    chat_session: ChatSessionCard


AgentFrame = (
    Workspace
    | Entry
    | Page
    | Ack
    | Ok
    | Pong
    | Refusal
    | TypingEvent
    | ReadEvent
    | AgentEvent
    | ChatSessionEvent
)
