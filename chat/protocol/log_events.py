"""What happens to a chat session and stands in its log, among what people write."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from chat.protocol.base import Seq

SenderKind = Literal["customer", "agent", "system"]


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


class LeftMessage(Struct, frozen=True, tag_field="name", tag="left_message", omit_defaults=True):
    """Nobody takes chats now: what follows is answered later. `hours`: it waited until the hours were over and nobody
    was there any more; what was written is answered later."""

    reason: Literal["", "hours"] = ""


class Reopened(Struct, frozen=True, tag_field="name", tag="reopened"):
    """The customer wrote again soon after the end: it goes on."""


class Closed(Struct, frozen=True, tag_field="name", tag="closed", omit_defaults=True):
    """The chat session ended."""

    by: SenderKind
    reason: Literal["", "idle"] = ""


class AmendedEvent(Struct, frozen=True, tag_field="name", tag="amended", kw_only=True):
    """The sender of the entry at `seq` of the same lane changed what it says: to this entry's `text`, or to nothing.

    An edit without text was overtaken by a later one and changes nothing."""

    seq: Seq
    how: Literal["edited", "recalled"]


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
    | AmendedEvent
)
