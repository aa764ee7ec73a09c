"""Who may see a chat session, of values. `agents.cards.visible_chat_sessions` says the same to the database."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seen:
    """What decides it of a chat session."""

    queue: UUID | None
    is_closed: bool
    agents: Collection[UUID | None]
    """Who is responsible, and who helps."""


@dataclass(frozen=True, slots=True)
class Part:
    """An agent's part in the groups: whether they may see anything, the queues they see, and those they oversee."""

    is_staff: bool
    queues: frozenset[UUID] = frozenset()
    supervised: frozenset[UUID] = frozenset()
    sees_all: bool = False


def may_see(agent: UUID, part: Part, of: Seen) -> bool:
    """Those of their queues, their own, and those they help in.

    One without a queue is for everybody while it is open, and afterwards for who oversees a group.
    """
    if not part.is_staff:
        return False
    if part.sees_all or agent in of.agents:
        return True
    if of.queue is None:
        return not of.is_closed or bool(part.supervised)
    return of.queue in part.queues
