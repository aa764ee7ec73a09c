"""Who gets which waiting chat session: a whole batch decided at once, one after the other, from one snapshot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from agents.rules.candidates import Answer, Candidate, Obstacle, lasting_obstacle, obstacle

Rank = Callable[[Candidate], tuple[Any, ...] | None]
"""A routing strategy: the smallest is asked first; None: never without being asked for."""

ASK_AGAIN_SECONDS = 60
"""Who declined or missed a chat session is not asked for it again before this."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One chat session in line."""

    chat_session_id: UUID
    preferred_agent_id: UUID | None = None
    answers: Mapping[UUID, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Agents with the same obstacle."""

    obstacle: Obstacle
    agent_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided for one chat session. `agent_id` is None when nobody can take it now."""

    chat_session_id: UUID
    agent_id: UUID | None
    why: str
    passed_over: tuple[PassedOver, ...]


def allot(
    waiting: Iterable[Waiting], candidates: Sequence[Candidate], *, rank: Rank, strategy: str, now: datetime
) -> list[Choice]:
    """Decide for each chat session in its order; who was just chosen has a slot less for the next one.

    The preferred agent goes first if free, else the strategy's first. A chat session that nobody may take now
    does not hold up those behind it.
    """
    lasting: list[tuple[Candidate, Obstacle]] = []
    able: dict[UUID, Candidate] = {}
    for candidate in candidates:
        found = lasting_obstacle(candidate, now=now)
        if found is None:
            able[candidate.agent_id] = candidate
        else:
            lasting.append((candidate, found))
    choices = []
    for each in waiting:
        choice = _choose(each, able, lasting, rank=rank, strategy=strategy, now=now)
        choices.append(choice)
        if choice.agent_id is not None:
            chosen = able[choice.agent_id]
            able[choice.agent_id] = replace(chosen, active_slots=chosen.active_slots + 1, offered_at=now)
    return choices


def _choose(
    waiting: Waiting,
    able: Mapping[UUID, Candidate],
    lasting: Iterable[tuple[Candidate, Obstacle]],
    *,
    rank: Rank,
    strategy: str,
    now: datetime,
) -> Choice:
    passed_over = list(lasting)
    ranked: list[tuple[tuple[Any, ...], UUID]] = []
    preferred: UUID | None = None
    for candidate in able.values():
        found = obstacle(candidate, answers=waiting.answers, now=now)
        place = rank(candidate) if found is None else None
        if found is not None:
            passed_over.append((candidate, found))
        elif place is None:
            passed_over.append((candidate, Obstacle("never")))
        elif candidate.agent_id == waiting.preferred_agent_id:
            preferred = candidate.agent_id
        else:
            ranked.append((place, candidate.agent_id))
    if preferred is not None:
        return Choice(waiting.chat_session_id, preferred, "preferred", _grouped(passed_over))
    first = min(ranked, default=None)
    if first is None:
        return Choice(waiting.chat_session_id, None, "nobody", _grouped(passed_over))
    return Choice(waiting.chat_session_id, first[1], strategy, _grouped(passed_over))


def _grouped(passed_over: Iterable[tuple[Candidate, Obstacle]]) -> tuple[PassedOver, ...]:
    found: dict[Obstacle, list[UUID]] = {}
    for candidate, why in passed_over:
        found.setdefault(why, []).append(candidate.agent_id)
    return tuple(PassedOver(why, tuple(agents)) for why, agents in found.items())
