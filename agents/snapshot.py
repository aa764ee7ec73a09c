"""What the engine decides from: who is in the group, who waits, and who said no to whom. Rows in, values out."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from agents.models import Agent, Offer, Routing, SkillGroup, Stage
from agents.presence.effective import is_present
from agents.rules.allot import ASK_AGAIN_SECONDS, Waiting
from agents.rules.candidates import Answer, Candidate
from chat.compiled import Compiled

PAGE = 200


def candidates_of(group: SkillGroup, present: frozenset[UUID] | None, now: datetime) -> list[Candidate]:
    """Everybody in the group, in one query. `present` None: Redis cannot say, the lease in the database does."""
    rows = _members(for_everyone=group.for_everyone, leases=present is None).rows(group.id)
    return [
        Candidate(
            agent_id=agent_id,
            name=name,
            level=level,
            active_slots=active_slots,
            capacity=capacity,
            idle_since=idle_since,
            offered_at=offered_at,
            status=status,
            is_present=is_present(agent_id, until, present, now),
            wrap_up_until=wrap_up_until,
        )
        for agent_id, name, level, active_slots, capacity, idle_since, offered_at, status, wrap_up_until, until
        in rows
    ]  # fmt: skip


@cache
def _members(*, for_everyone: bool, leases: bool) -> Compiled[Agent]:
    """A group's agents. Rows, not models, and nothing unasked: a floor of hundreds is read at every decision."""

    def build(group_id: UUID) -> QuerySet[Any, Any]:
        mine = FilteredRelation("memberships", condition=Q(memberships__group=group_id))
        agents = Agent.objects.alias(mine=mine).filter(Agent.on_staff()).order_by()
        if not for_everyone:
            agents = agents.filter(mine__isnull=False)
        return agents.values_list(
            "id", "name", Coalesce("mine__level", 1), "active_slots", "capacity", "idle_since", "offered_at",
            "status", "wrap_up_until", F("connected_until") if leases else Value(None, DateTimeField()),
        )  # fmt: skip

    return Compiled(build)


def waiting_line(group: SkillGroup, now: datetime) -> Iterator[Waiting]:
    """The line from its head, with who declined or missed each lately; read page by page."""
    page = HEAD.rows(group.id)
    while page:
        asked = [chat_session for chat_session, _, _, was_asked in page if was_asked]
        answers = answers_to(asked, now) if asked else {}
        for chat_session, preferred, _, _ in page:
            yield Waiting(chat_session, preferred, answers.get(chat_session, {}))
        if len(page) < PAGE:
            return
        last, _, at, _ = page[-1]
        behind = Q(order_at__gt=at) | Q(order_at=at, chat_session__gt=last)
        page = list(_line(group.id).filter(behind)[:PAGE])


def _line(group_id: UUID) -> QuerySet[Any, Any]:
    """Who waits: chat session, preferred agent, order, and whether anybody was asked before."""
    was_asked = Exists(Offer.objects.filter(chat_session=OuterRef("pk")).exclude(outcome=None))
    rows = Routing.objects.filter(group=group_id, stage=Stage.WAITING).order_by("order_at", "chat_session")
    return rows.values_list("chat_session", "preferred_agent", "order_at", was_asked)


HEAD = Compiled(lambda group_id: _line(group_id)[:PAGE])


def answers_to(chat_session_ids: list[UUID], now: datetime) -> dict[UUID, dict[UUID, Answer]]:
    """Who said no, or nothing, to each chat session lately."""
    lately = Offer.objects.filter(
        chat_session__in=chat_session_ids,
        outcome__in=[Offer.Outcome.DECLINED, Offer.Outcome.EXPIRED],
        decided_at__gt=now - timedelta(seconds=ASK_AGAIN_SECONDS),
    )
    found: dict[UUID, dict[UUID, Answer]] = {}
    for chat_session, agent, outcome, at in lately.order_by("decided_at").values_list(
        "chat_session", "agent", "outcome", "decided_at"
    ):
        kind = "declined" if outcome == Offer.Outcome.DECLINED else "missed"
        found.setdefault(chat_session, {})[agent] = Answer(kind, at)  # type: ignore[arg-type]
    return found
