"""What only agents ask; what both audiences do stands in `chat.protocol.requests`."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from chat.protocol.base import Lane, Request, Seq, Words
from chat.protocol.requests import Ping, Read, Resume, Typing, Unfollow

AgentStatus = Literal["online", "busy", "away", "offline"]
Reason = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=2_000)]


class AgentHello(Request, frozen=True, tag="hello", kw_only=True):
    """An agent's first frame: a one-time ticket fetched with the login session less than 30 s ago. → `workspace`"""

    ticket: str


class GetWorkspace(Request, frozen=True, tag="get_workspace", kw_only=True):
    """The whole state of the workspace anew. → `workspace`"""


class AgentSend(Request, frozen=True, tag="send", kw_only=True):
    """Store a message; in the `staff` lane only staff can read it. → `ack`, as for customers"""

    chat_session: UUID
    client_id: UUID
    text: Words
    lane: Lane = "public"
    reply_to: Seq | None = None
    attachment: UUID | None = None


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
