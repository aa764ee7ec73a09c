"""Who gets a chat session: pure rules over values. Ties are broken, so that a test can name the winner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent at the moment of the decision."""

    agent_id: UUID
    active_slots: int
    capacity: int
    idle_since: datetime

    @property
    def has_room(self) -> bool:
        return self.active_slots < self.capacity

    @property
    def load(self) -> float:
        return self.active_slots / self.capacity if self.capacity else 1.0


def pick_agent(candidates: Iterable[Candidate]) -> Candidate | None:
    """Least loaded by share of capacity; ties go to whoever has been idle longest, then to the lowest id."""
    eligible = [c for c in candidates if c.has_room]
    return min(eligible, key=lambda c: (c.load, c.idle_since, c.agent_id), default=None)
