"""Whom a chat session may be offered to, and for everybody else, why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

ObstacleCode = Literal[
    "offline", "away", "busy", "wrap_up", "full", "declined", "missed", "never", "not_in_group"
]


class Obstacle(NamedTuple):
    """Why an agent was passed over: a code, and what its words need besides ("5/5", or seconds: "12")."""

    code: ObstacleCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of the group at the moment of the decision."""

    agent_id: UUID
    name: str
    level: int
    active_slots: int
    capacity: int
    idle_since: datetime
    offered_at: datetime | None
    status: str = "online"
    is_present: bool = True
    wrap_up_until: datetime | None = None

    @property
    def share(self) -> float:
        """The part of the capacity that is taken."""
        return self.active_slots / self.capacity if self.capacity else 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An agent said no to this chat session lately, or said nothing."""

    kind: Literal["declined", "missed"]
    at: datetime


def lasting_obstacle(candidate: Candidate, *, now: datetime) -> Obstacle | None:
    """What keeps an agent from every chat session of a batch."""
    if not candidate.is_present or candidate.status == "offline":
        return Obstacle("offline")
    if candidate.status in ("away", "busy"):
        return Obstacle("away" if candidate.status == "away" else "busy")
    if candidate.wrap_up_until is not None and candidate.wrap_up_until > now:
        return Obstacle("wrap_up", _seconds(candidate.wrap_up_until - now))
    return None


def obstacle(candidate: Candidate, *, answers: Mapping[UUID, Answer], now: datetime) -> Obstacle | None:
    """What keeps an agent from this chat session; `answers` are those of the last `ASK_AGAIN_SECONDS`."""
    lasting = lasting_obstacle(candidate, now=now)
    if lasting is not None:
        return lasting
    if candidate.active_slots >= candidate.capacity:
        return Obstacle("full", f"{candidate.active_slots}/{candidate.capacity}")
    answer = answers.get(candidate.agent_id)
    if answer is not None:
        return Obstacle(answer.kind, _seconds(now - answer.at))
    return None


def _seconds(span: timedelta) -> str:
    return str(max(0, round(span.total_seconds())))
