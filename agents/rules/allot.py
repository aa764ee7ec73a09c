"""Who gets which waiting chat session: a whole batch decided at once, one after the other, from one snapshot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush
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


class Allotment:
    """The group's agents during one decision: who was just chosen has a slot less for the next chat session.

    Ask for each chat session in its order. One that nobody may take now does not hold up those behind it.
    """

    def __init__(self, candidates: Iterable[Candidate], *, rank: Rank, strategy: str, now: datetime) -> None:
        self._rank, self._strategy, self._now = rank, strategy, now
        self._able: dict[UUID, Candidate] = {}
        self._order: list[
            tuple[tuple[Any, ...], UUID]
        ] = []  # a heap; it may hold places that are no longer true
        self._place: dict[UUID, tuple[Any, ...]] = {}
        self._out: dict[Obstacle, list[UUID]] = {}  # for every chat session
        self._all_out: tuple[PassedOver, ...] | None = None
        for candidate in candidates:
            self._judge(candidate)

    @property
    def has_room(self) -> bool:
        """Whether anybody is left who may be asked."""
        return bool(self._able)

    def choose(self, waiting: Waiting) -> Choice:
        """Who gets the next chat session: the preferred agent if free, else the strategy's first."""
        answered = [self._able[agent] for agent in waiting.answers if agent in self._able]
        passed_over = self._passed_over(answered, waiting)
        chosen, why = waiting.preferred_agent_id, "preferred"
        if chosen not in self._able or chosen in waiting.answers:
            chosen, why = self._first(waiting), self._strategy
        if chosen is None:
            return Choice(waiting.chat_session_id, None, "nobody", passed_over)
        before = self._able.pop(chosen)
        self._judge(replace(before, active_slots=before.active_slots + 1, offered_at=self._now))
        return Choice(waiting.chat_session_id, chosen, why, passed_over)

    def _first(self, waiting: Waiting) -> UUID | None:
        """The first in the strategy's order who has not answered; those before keep their places."""
        kept, found = [], None
        while self._order and found is None:
            entry = heappop(self._order)
            place, agent_id = entry
            if agent_id not in self._able or self._place[agent_id] != place:
                continue
            kept.append(entry)
            if agent_id not in waiting.answers:
                found = agent_id
        for entry in kept:
            heappush(self._order, entry)
        return found

    def _passed_over(self, answered: list[Candidate], waiting: Waiting) -> tuple[PassedOver, ...]:
        if self._all_out is None:
            self._all_out = tuple(PassedOver(why, tuple(agents)) for why, agents in self._out.items())
        if not answered:
            return self._all_out
        besides: dict[Obstacle, list[UUID]] = {}
        for candidate in answered:
            why = obstacle(candidate, answers=waiting.answers, now=self._now)
            assert why is not None
            besides.setdefault(why, []).append(candidate.agent_id)
        return (*self._all_out, *(PassedOver(why, tuple(agents)) for why, agents in besides.items()))

    def _judge(self, candidate: Candidate) -> None:
        why, place = obstacle(candidate, answers={}, now=self._now), self._rank(candidate)
        if why is not None or place is None:
            self._out.setdefault(why or Obstacle("never"), []).append(candidate.agent_id)
            self._all_out = None
            return
        self._able[candidate.agent_id] = candidate
        self._place[candidate.agent_id] = place
        heappush(self._order, (place, candidate.agent_id))
