"""What an agent's status comes to: what they chose, whether they are there, and how much they have to do."""

from datetime import datetime
from uuid import UUID

from agents.protocol import EffectiveStatus


def is_present(
    agent_id: UUID, leased_until: datetime | None, present: frozenset[UUID] | None, now: datetime
) -> bool:
    """Whether an agent is there. `present` None: Redis cannot say, the lease in the database does."""
    if present is not None:
        return agent_id in present
    return leased_until is not None and leased_until > now


def effective_status(
    *,
    status: str,
    is_present: bool,
    wrap_up_until: datetime | None,
    active_slots: int,
    capacity: int,
    now: datetime,
) -> EffectiveStatus:
    """The first that applies: not there, what they chose, the pause after closing, no slot left; else free."""
    if not is_present or status == "offline":
        return "offline"
    if status == "away":
        return "away"
    if status == "busy":
        return "busy"
    if wrap_up_until is not None and wrap_up_until > now:
        return "wrap_up"
    return "full" if active_slots >= capacity else "free"
