"""The assignment engine: takes the group's lock, makes a snapshot, asks the rules, writes, publishes on commit.

It decides for a batch of chat sessions at once, so that a full queue and a full floor meet in a few round trips.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agents.after_commit import AfterCommit, after_commit
from agents.groups import served_by
from agents.models import Agent, Assignment, Offer, Routing, SkillGroup, Stage
from agents.poke import poke_at
from agents.presence import who
from agents.queue_board import queue_changed
from agents.rules.allot import Allotment, Choice
from agents.slots import take_slots
from agents.snapshot import candidates_of, waiting_line
from agents.strategies import strategy
from agents.telling import tell_agents, tell_cards, tell_offer
from agents.trace import Kind, Reason, Step, note_all
from agents.turns import TURNS
from chat.compiled import Compiled
from chat.models import Phase
from chat.protocol.log_events import Sender
from chat.services.standing import assign_chat_sessions, lock_chat_sessions

logger = logging.getLogger(__name__)

QUEUE_LOCK = 7_305_001
"""First half of the advisory locks of the queues, one per group: one engine at a time decides, so order holds."""
GROUP = Compiled(lambda group_id: SkillGroup.objects.filter(pk=group_id))
BATCH = 200
MOST_RACES = 10


class LostRace(Exception):
    """An agent no longer has the slots that the snapshot showed."""


def assign_waiting(group_ids: Iterable[UUID] | QuerySet | None = None) -> int:
    """Offer or give waiting chat sessions to free agents until either runs out; returns how many.

    Safe to run at any time, any number of times, on any node; never inside a transaction that holds rows.
    """
    groups = SkillGroup.objects.all()
    return _serve_all(groups if group_ids is None else groups.filter(pk__in=group_ids))


def _serve_all(groups: QuerySet[SkillGroup]) -> int:
    waiting = Routing.objects.filter(group=OuterRef("pk"), stage=Stage.WAITING)
    waited_for = groups.filter(Exists(waiting)).order_by("pk").values_list("pk", flat=True)
    return sum(serve(group_id) for group_id in list(waited_for))


def serve(group_id: UUID) -> int:
    """The same for one group's line, now; returns how many were given."""
    return _serve(group_id) if TURNS.take(group_id) else 0


def serve_groups_of(agent_ids: Iterable[UUID]) -> None:
    """After the commit, if there is one: these agents are free for what waits in their groups."""
    after_commit(_Serving, lambda serving: serving.agents.update(agent_ids))


def serve_group(group_id: UUID) -> None:
    """After the commit, if there is one: somebody waits in this group who did not."""
    after_commit(_Serving, lambda serving: serving.groups.add(group_id))


class _Serving(AfterCommit):
    """The queues that one transaction leaves to be looked at."""

    def __init__(self) -> None:
        self.groups: set[UUID] = set()
        self.agents: set[UUID] = set()

    def do(self) -> None:
        _serve_all(SkillGroup.objects.filter(Q(pk__in=self.groups) | served_by(self.agents)).distinct())


def _serve(group_id: UUID) -> int:
    """Serve a group's line, a batch at a time, until nobody in it can be given. It was this thread's turn."""
    given, races = 0, 0
    try:
        while races <= MOST_RACES:
            try:
                with transaction.atomic():
                    batch = _decide(group_id)
            except LostRace:
                # A slot went to another group meanwhile. What was decided rested on it: decide anew, so that order
                # holds.
                races += 1
                continue
            given += batch.given
            if not batch.more:
                return given
    finally:
        TURNS.end(group_id)
    logger.info("The line of %s is left to the next sweep after %s lost races", group_id, races)
    return given


@dataclass(frozen=True, slots=True)
class _Batch:
    """How many were given, and whether there may be more for whom somebody is free."""

    given: int
    more: bool


def _decide(group_id: UUID) -> _Batch:
    """Give to the next in line, at most `BATCH`; always from its head. Raises `LostRace`.

    Whoever comes after a chat session that nobody may take is looked at in the same snapshot: a slot that becomes
    free between two batches belongs to the head of the line, not to where the last batch ended.
    """
    now = _lock(group_id)
    TURNS.end(group_id)
    (group,) = GROUP.objects(group_id)
    members = candidates_of(group, who.present_agents(), now)
    floor = Allotment(members, rank=strategy(group.strategy), strategy=group.strategy, now=now)
    chosen: dict[UUID, Choice] = {}
    line = waiting_line(group, now)
    while floor.has_room and len(chosen) < BATCH and (waiting := next(line, None)) is not None:
        choice = floor.choose(waiting)
        if choice.agent_id is not None:
            chosen[choice.chat_session_id] = choice
    given = _give(group, chosen, now) if chosen else 0
    # Of one that ended meanwhile, the slot is still to be given.
    return _Batch(given, more=len(chosen) == BATCH or given < len(chosen))


def _lock(group_id: UUID) -> datetime:
    """Take the group's lock until the transaction ends; the database's time once it was taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s)), clock_timestamp()", [QUEUE_LOCK, str(group_id)]
        )
        now: datetime = cursor.fetchone()[1]
        return now


def _give(group: SkillGroup, chosen: dict[UUID, Choice], now: datetime) -> int:
    """Write what was chosen; a chat session that ended or went elsewhere meanwhile drops out. Raises `LostRace`."""
    locked = lock_chat_sessions(list(chosen))
    # In this queue, only who holds the group's lock makes offers: what waits in it still is offered to nobody.
    taken = [
        choice
        for pk, choice in chosen.items()
        if pk in locked and locked[pk].phase == Phase.WAITING and locked[pk].queue_id == group.id
    ]
    wanted = Counter(choice.agent_id for choice in taken if choice.agent_id is not None)
    if take_slots(wanted) != set(wanted):
        raise LostRace
    if not taken:
        return 0
    if group.auto_accept:
        found = Agent.objects.in_bulk(list(wanted))
        assign_at_once(group, {c.chat_session_id: found[c.agent_id] for c in taken if c.agent_id}, now)
    else:
        _offer(group, taken, now)
    kind = Kind.ASSIGNED if group.auto_accept else Kind.OFFERED
    note_all(
        (
            Step(
                chat_session_id=c.chat_session_id, kind=kind, group_id=group.id, agent_id=c.agent_id, why=Reason(c.why),
                passed_over=c.passed_over,
            )
            for c in taken
        ),
        at=now,
    )  # fmt: skip
    tell_cards(c.chat_session_id for c in taken)
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
    for offer in offers:
        tell_offer(offer)
    poke_at(deadline)


def assign_at_once(
    group: SkillGroup, agents: Mapping[UUID, Agent], now: datetime, *, transferred_by: Sender | None = None
) -> None:
    """Make agents responsible for chat sessions whose rows are locked and whose slots are taken."""
    Assignment.objects.bulk_create(
        Assignment(chat_session_id=chat_session, agent_id=agent.id) for chat_session, agent in agents.items()
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
            chat_session: Sender(kind="agent", id=agent.id, name=agent.name)
            for chat_session, agent in agents.items()
        },
        transferred_by=transferred_by,
    )
