"""What the engine decides from: who is in the group, who waits, and who said no to whom. Rows in, values out."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import FilteredRelation, Q
from django.db.models.functions import Coalesce

from agents.models import Agent, Offer, Routing, SkillGroup, Stage
from agents.presence.effective import is_present
from agents.rules.allot import ASK_AGAIN_SECONDS, Waiting
from agents.rules.candidates import Answer, Candidate

PAGE = 200


def candidates_of(group: SkillGroup, present: frozenset[UUID] | None, now: datetime) -> list[Candidate]:
    """Everybody in the group, in one query. `present` None: Redis cannot say, the lease in the database does."""
    mine = FilteredRelation("memberships", condition=Q(memberships__group=group))
    rows = Agent.objects.alias(mine=mine).filter(Agent.on_staff()).order_by()
    if not group.for_everyone:
        rows = rows.filter(mine__isnull=False)
    # Rows, not models: a floor of hundreds is read at every decision.
    values = rows.values_list(
        "id", "name", Coalesce("mine__level", 1), "active_slots", "capacity", "idle_since", "offered_at",
        "status", "wrap_up_until", "connected_until",
    )  # fmt: skip
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
        in values
    ]  # fmt: skip


def waiting_line(group: SkillGroup, now: datetime) -> Iterator[Waiting]:
    """The line from its head, with who declined or missed each lately; read page by page."""
    rows = Routing.objects.filter(group=group, stage=Stage.WAITING).order_by("order_at", "chat_session")
    page = list(rows[:PAGE])
    while page:
        answers = answers_to([row.chat_session_id for row in page], now)
        for row in page:
            pk = row.chat_session_id
            yield Waiting(pk, row.preferred_agent_id, answers.get(pk, {}))
        if len(page) < PAGE:
            return
        last = page[-1]
        behind = Q(order_at__gt=last.order_at) | Q(order_at=last.order_at, chat_session__gt=last.pk)
        page = list(rows.filter(behind)[:PAGE])


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
