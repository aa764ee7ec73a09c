"""Candidates for the strategies' tests."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from agents.rules.candidates import Candidate
from agents.strategies import Strategy

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def agent(
    number: int,
    *,
    level: int = 1,
    busy: int = 0,
    capacity: int = 4,
    idle_minutes: int = 0,
    asked_minutes_ago: int | None = None,
) -> Candidate:
    return Candidate(
        agent_id=UUID(int=number),
        name=f"Agent {number}",
        level=level,
        active_slots=busy,
        capacity=capacity,
        idle_since=T0 - timedelta(minutes=idle_minutes),
        offered_at=None if asked_minutes_ago is None else T0 - timedelta(minutes=asked_minutes_ago),
    )


def in_order(rank: Strategy, *candidates: Candidate) -> list[int]:
    """The numbers of the agents, as they would be asked one after the other; whoever is never asked is left out."""
    places = [(rank(candidate), candidate.agent_id.int) for candidate in candidates]
    return [number for place, number in sorted(p for p in places if p[0] is not None)]
