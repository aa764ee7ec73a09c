"""Candidates by number."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from agents.rules.candidates import Candidate

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def agent(number: int, *, busy: int = 0, capacity: int = 3, idle: int = 0, **more: Any) -> Candidate:
    values: dict[str, Any] = {"level": 1, "offered_at": None} | more
    return Candidate(
        agent_id=UUID(int=number),
        name=f"agent {number}",
        active_slots=busy,
        capacity=capacity,
        idle_since=NOW - timedelta(minutes=idle),
        **values,
    )


def ids(*numbers: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=number) for number in numbers)
