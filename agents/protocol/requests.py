"""What only agents ask; what both audiences do stands in `chat.protocol.requests`."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from agents.protocol.desk_requests import DeskRequest
from chat.protocol.base import Lane, Request, Seq, Words
from chat.protocol.requests import Ping, Read, Resume, Unfollow

AgentStatus = Literal["online", "busy", "away", "offline"]
Reason = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=2_000)]
Tags = Annotated[list[Annotated[str, Meta(min_length=1, max_length=40)]], Meta(max_length=20)]


class AgentHello(Request, frozen=True, tag="hello", kw_only=True):
    """An agent's first frame: a one-time ticket fetched with the login session less than 30 s ago. → `workspace`"""

    ticket: str


class GetWorkspace(Request, frozen=True, tag="get_workspace", kw_only=True):
    """The whole state of the workspace anew. → `workspace`"""


class AgentSend(Request, frozen=True, tag="send", kw_only=True):
    """Store a message; in the `staff` lane only staff can read it. → `ack`, as for customers

    `mentions` calls colleagues, in the staff lane: each must be able to see the chat session, else `unknown`."""

    chat_session: UUID
    client_id: UUID
    text: Words
    lane: Lane = "public"
    reply_to: Seq | None = None
    attachment: UUID | None = None
    mentions: Annotated[list[UUID], Meta(max_length=10)] = []


class AgentTyping(Request, frozen=True, tag="typing", kw_only=True):
    """The agent began or stopped typing; repeat every 4 s while it goes on. → `ok`

    Of the `staff` lane only staff hear. Of agents who take no part nobody hears in the public one: they only read."""

    chat_session: UUID
    on: bool
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


class ExtendWrapUp(Request, frozen=True, tag="extend_wrap_up", kw_only=True):
    """Once in a pause: as many seconds more as the group gives. Again changes nothing. → `ok`; `stale` without one"""


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
    """End the chat session, with a reason code, tags and a note for staff. → `ok`; ending a closed one is harmless.

    `tags` null leaves those it has."""

    chat_session: UUID
    disposition: UUID | None = None
    tags: Tags | None = None
    note: Note = ""


class Why(Request, frozen=True, tag="why", kw_only=True):
    """Why this agent, why still waiting? → `trace`"""

    chat_session: UUID


class SetTags(Request, frozen=True, tag="set_tags", kw_only=True):
    """Put exactly these tags on a chat session that has not ended, as one who takes part or oversees it. → `ok`"""

    chat_session: UUID
    tags: Tags


AgentRequest = (
    GetWorkspace
    | Resume
    | Unfollow
    | AgentSend
    | Read
    | AgentTyping
    | SetStatus
    | Active
    | EndWrapUp
    | ExtendWrapUp
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
    | SetTags
    | Why
    | DeskRequest
    | Ping
)
