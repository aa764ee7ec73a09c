"""Who gets which waiting chat session: a whole batch decided at once, one after the other, from one snapshot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from agents.rules.candidates import Answer, Candidate, Obstacle, obstacle

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
    waiting: Iterable[Waiting], candidates: Iterable[Candidate], *, rank: Rank, strategy: str, now: datetime
) -> list[Choice]:
    """Decide for each chat session in its order. A chat session that nobody may take now does not hold up those
    behind it."""
    floor = Allotment(candidates, rank=rank, strategy=strategy, now=now)
    return [floor.choose(each) for each in waiting]


class Allotment:
    """The group's agents during one decision: who was just chosen has a slot less for the next chat session."""

    def __init__(self, candidates: Iterable[Candidate], *, rank: Rank, strategy: str, now: datetime) -> None:
        self._rank, self._strategy, self._now = rank, strategy, now
        self._able: dict[UUID, Candidate] = {}
        self._passed_over: list[tuple[Candidate, Obstacle]] = []  # whatever the chat session
        for candidate in candidates:
            self._judge(candidate)

    @property
    def has_room(self) -> bool:
        """Whether anybody is left who may be asked."""
        return bool(self._able)

    def choose(self, waiting: Waiting) -> Choice:
        """Who gets the next chat session: the preferred agent if free, else the strategy's first."""
        answered: list[tuple[Candidate, Obstacle]] = []
        ranked: list[tuple[tuple[Any, ...], UUID]] = []
        for candidate in self._able.values():
            found = obstacle(candidate, answers=waiting.answers, now=self._now)
            if found is not None:
                answered.append((candidate, found))
            elif (place := self._rank(candidate)) is not None:
                ranked.append((place, candidate.agent_id))
        passed_over = _grouped([*self._passed_over, *answered])
        asked = {agent_id for _, agent_id in ranked}
        if waiting.preferred_agent_id in asked:
            return self._chosen(waiting, waiting.preferred_agent_id, "preferred", passed_over)
        if not ranked:
            return Choice(waiting.chat_session_id, None, "nobody", passed_over)
        return self._chosen(waiting, min(ranked)[1], self._strategy, passed_over)

    def _chosen(
        self, waiting: Waiting, agent_id: UUID, why: str, passed_over: tuple[PassedOver, ...]
    ) -> Choice:
        chosen = self._able.pop(agent_id)
        self._judge(replace(chosen, active_slots=chosen.active_slots + 1, offered_at=self._now))
        return Choice(waiting.chat_session_id, agent_id, why, passed_over)

    def _judge(self, candidate: Candidate) -> None:
        found = obstacle(candidate, answers={}, now=self._now)
        if found is None and self._rank(candidate) is None:
            found = Obstacle("never")
        if found is None:
            self._able[candidate.agent_id] = candidate
        else:
            self._passed_over.append((candidate, found))


def _grouped(passed_over: Iterable[tuple[Candidate, Obstacle]]) -> tuple[PassedOver, ...]:
    found: dict[Obstacle, list[UUID]] = {}
    for candidate, why in passed_over:
        found.setdefault(why, []).append(candidate.agent_id)
    return tuple(PassedOver(why, tuple(agents)) for why, agents in found.items())
