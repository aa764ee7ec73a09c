"""The assignment engine: takes the group's lock, makes a snapshot, asks the rules, writes, publishes on commit.

It decides for a batch of chat sessions at once, so that a full queue and a full floor meet in a few round trips.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from agents.clock import database_now
from agents.groups import group_ids_of_agents
from agents.models import Agent, Assignment, Offer, Routing, SkillGroup, Stage
from agents.poke import poke_at
from agents.presence import who
from agents.queue_board import queue_changed
from agents.rules.allot import ASK_AGAIN_SECONDS, Allotment, Choice, Waiting
from agents.rules.candidates import Answer, Candidate
from agents.slots import take_slots
from agents.strategies import strategy
from agents.telling import tell_agents, tell_cards, tell_offers
from agents.trace import Kind, Step, note_all
from chat.protocol.frames import Sender
from chat.services.standing import assign_chat_sessions, lock_chat_sessions

logger = logging.getLogger(__name__)

QUEUE_LOCK = 7_305_001
"""First half of the advisory locks of the queues, one per group: one engine at a time decides, so order holds."""
BATCH = 200
MOST_RACES = 10


class LostRace(Exception):
    """An agent no longer has the slots that the snapshot showed."""


def assign_waiting(group_ids: Iterable[UUID] | None = None) -> int:
    """Offer or give waiting chat sessions to free agents until either runs out; returns how many.

    Safe to run at any time, any number of times, on any node; never inside a transaction that holds rows.
    """
    if group_ids is None:
        waiting = Routing.objects.filter(stage=Stage.WAITING)
        group_ids = set(waiting.order_by().values_list("group", flat=True).distinct())
    groups = SkillGroup.objects.in_bulk(sorted(group_ids))
    if not groups:
        return 0
    present = who.present_agents()
    return sum(_serve(group, present) for group in groups.values())


def serve_groups_of(agent_ids: Iterable[UUID]) -> None:
    """After the commit, if there is one: these agents are free for what waits in their groups."""
    ids = list(agent_ids)
    transaction.on_commit(lambda: assign_waiting(group_ids_of_agents(ids)), robust=True)


def _serve(group: SkillGroup, present: frozenset[UUID] | None) -> int:
    """Serve the group's line, a batch at a time, until nobody in it can be given."""
    given, races = 0, 0
    while True:
        try:
            with transaction.atomic():
                batch = _decide(group, present)
        except LostRace:
            # A slot went to another group meanwhile. What was decided rested on it: decide anew, so that order holds.
            races += 1
            if races > MOST_RACES:
                logger.info("The line of %s is left to the next sweep after %s lost races", group, races)
                return given
            continue
        given += batch.given
        if not batch.more:
            return given


@dataclass(frozen=True, slots=True)
class _Batch:
    """How many were given, and whether there may be more for whom somebody is free."""

    given: int
    more: bool


def _decide(group: SkillGroup, present: frozenset[UUID] | None) -> _Batch:
    """Give to the next in line, at most `BATCH`; always from its head. Raises `LostRace`.

    Whoever comes after a chat session that nobody may take is looked at in the same snapshot: a slot that becomes
    free between two batches belongs to the head of the line, not to where the last batch ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [QUEUE_LOCK, str(group.id)])
    now = database_now()
    floor = Allotment(
        candidates_of(group, present, now), rank=strategy(group.strategy), strategy=group.strategy, now=now
    )
    chosen: dict[UUID, Choice] = {}
    line = _line(group, now)
    while floor.has_room and len(chosen) < BATCH and (waiting := next(line, None)) is not None:
        choice = floor.choose(waiting)
        if choice.agent_id is not None:
            chosen[choice.chat_session_id] = choice
    given = _give(group, chosen, now) if chosen else 0
    # Of one that ended meanwhile, the slot is still to be given.
    return _Batch(given, more=len(chosen) == BATCH or given < len(chosen))


def candidates_of(group: SkillGroup, present: frozenset[UUID] | None, now: datetime) -> list[Candidate]:
    """Everybody in the group, in one query. `present` None: Redis cannot say, the lease in the database does."""
    rows = Agent.objects.filter(user__is_active=True, user__is_staff=True)
    level = rows.filter(memberships__group=group).annotate(level=F("memberships__level"))
    if group.for_everyone:
        levels = dict(group.memberships.values_list("agent", "level"))
        found = [(agent, levels.get(agent.id, 1)) for agent in rows]
    else:
        found = [(agent, agent.level) for agent in level]
    return [
        Candidate(
            agent_id=agent.id,
            name=agent.name,
            level=level_,
            active_slots=agent.active_slots,
            capacity=agent.capacity,
            idle_since=agent.idle_since,
            offered_at=agent.offered_at,
            status=agent.status,
            is_present=_is_present(agent, present, now),
            wrap_up_until=agent.wrap_up_until,
        )
        for agent, level_ in found
    ]


def _is_present(agent: Agent, present: frozenset[UUID] | None, now: datetime) -> bool:
    if present is not None:
        return agent.id in present
    return agent.connected_until is not None and agent.connected_until > now


def _line(group: SkillGroup, now: datetime) -> Iterator[Waiting]:
    """The line from its head, with who declined or missed each lately; read page by page."""
    rows = Routing.objects.filter(group=group, stage=Stage.WAITING).order_by("order_at", "chat_session")
    page = list(rows[:BATCH])
    while page:
        answers = answers_to([row.chat_session_id for row in page], now)
        for row in page:
            pk = row.chat_session_id
            yield Waiting(pk, row.preferred_agent_id, answers.get(pk, {}))
        last = page[-1]
        behind = Q(order_at__gt=last.order_at) | Q(order_at=last.order_at, chat_session__gt=last.pk)
        page = list(rows.filter(behind)[:BATCH])


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


def _give(group: SkillGroup, chosen: dict[UUID, Choice], now: datetime) -> int:
    """Write what was chosen; a chat session that ended or went elsewhere meanwhile drops out. Raises `LostRace`."""
    locked = lock_chat_sessions(list(chosen))
    waiting = Routing.objects.filter(chat_session__in=list(locked), group=group, stage=Stage.WAITING)
    still_there = set(waiting.values_list("pk", flat=True))
    taken = [choice for pk, choice in chosen.items() if pk in still_there]
    wanted = Counter(choice.agent_id for choice in taken if choice.agent_id is not None)
    if take_slots(wanted) != set(wanted):
        raise LostRace
    if not taken:
        return 0
    if group.auto_accept:
        assign_at_once(group, {c.chat_session_id: c.agent_id for c in taken if c.agent_id}, now)
    else:
        _offer(group, taken, now)
    kind = Kind.ASSIGNED if group.auto_accept else Kind.OFFERED
    note_all(
        (
            Step(
                chat_session_id=c.chat_session_id, kind=kind, group_id=group.id, agent_id=c.agent_id, why=c.why,
                passed_over=c.passed_over,
            )
            for c in taken
        ),
        at=now,
    )  # fmt: skip
    tell_cards([c.chat_session_id for c in taken])
    tell_agents(wanted)
    queue_changed(group.id)
    return len(taken)


def _offer(group: SkillGroup, taken: list[Choice], now: datetime) -> None:
    deadline = now + timedelta(seconds=group.offer_seconds)
    offers = Offer.objects.bulk_create(
        Offer(
            chat_session_id=c.chat_session_id,
            agent_id=c.agent_id,
            group=group,
            made_at=now,
            deadline=deadline,
        )
        for c in taken
        if c.agent_id is not None
    )
    Routing.objects.filter(pk__in=[c.chat_session_id for c in taken]).update(stage=Stage.OFFERED)
    tell_offers([offer.id for offer in offers])
    poke_at(deadline)


def assign_at_once(
    group: SkillGroup, agents: dict[UUID, UUID], now: datetime, *, transferred_by: Sender | None = None
) -> None:
    """Make agents responsible for chat sessions whose rows are locked and whose slots are taken."""
    found = Agent.objects.in_bulk(list(set(agents.values())))
    Assignment.objects.bulk_create(
        Assignment(chat_session_id=chat_session, agent_id=agent) for chat_session, agent in agents.items()
    )
    watches = group.warn_idle_seconds is not None or group.idle_frees_slot_seconds is not None
    Routing.objects.filter(pk__in=list(agents)).update(
        stage=Stage.ASSIGNED,
        answered_at=now,
        overflow_at=None,
        look_at=now if watches else None,
        warned_at=None,
    )
    assign_chat_sessions(
        {
            chat_session: Sender(kind="agent", id=agent, name=found[agent].name)
            for chat_session, agent in agents.items()
        },
        transferred_by=transferred_by,
    )
