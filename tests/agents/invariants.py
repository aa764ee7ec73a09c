"""What always holds of assignment, whatever happened in whatever order. Each check raises AssertionError."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.utils import timezone

from agents.models import Agent, Assignment, Decision, Offer, Routing, Stage
from agents.snapshot import answers_to
from agents.why import trace
from tests.agents.build import check_slots

PHASE = {
    Stage.WAITING: "waiting",
    Stage.OFFERED: "waiting",
    Stage.ASSIGNED: "active",
    Stage.LEFT: "left",
    Stage.CLOSED: "closed",
}
LIVE: dict[Stage, tuple[int, list[list[str]]]] = {
    Stage.WAITING: (0, [[]]),
    Stage.OFFERED: (0, [["ring"]]),
    Stage.ASSIGNED: (1, [[], ["transfer"]]),
    Stage.LEFT: (0, [[]]),
    Stage.CLOSED: (0, [[]]),
}
"""By stage: how many live assignments there are, and which kinds of live offers there may be."""


def check_owners() -> None:
    """At most one owner, the one that its messages know too, and a next step for everybody."""
    owners: dict[UUID, list[UUID]] = {}
    ringing: dict[UUID, list[str]] = {}
    for pk, agent in Assignment.objects.filter(ended_at=None).values_list("chat_session", "agent"):
        owners.setdefault(pk, []).append(agent)
    for pk, kind in Offer.objects.filter(outcome=None).values_list("chat_session", "kind"):
        ringing.setdefault(pk, []).append(kind)
    for routing in Routing.objects.select_related("chat_session"):
        talk, stage = routing.chat_session, Stage(routing.stage)
        mine, (most, kinds) = owners.get(talk.pk, []), LIVE[stage]
        assert talk.phase == PHASE[stage]
        assert len(mine) == most
        assert ringing.get(talk.pk, []) in kinds
        if stage in (Stage.WAITING, Stage.OFFERED):
            assert talk.responsible_id is None
        if mine:
            assert talk.responsible_id == mine[0]


def check_capacity(*, forced: Collection[str] = ()) -> None:
    """Slots are exact, and nobody is over capacity but those of the names `forced`."""
    check_slots()
    over = [a.name for a in Agent.objects.all() if a.active_slots > a.capacity and a.name not in forced]
    assert over == []


def check_nobody_waits_beside_a_free_agent() -> None:
    """The trace says of each agent why not."""
    everybody = set(Agent.objects.values_list("name", flat=True))
    for routing in Routing.objects.filter(stage=Stage.WAITING):
        waits = trace(ref=0, chat_session_id=routing.pk, language="en").still_waiting
        assert {name for why in waits or [] for name in why.agents} == everybody


def check_who_waited_longer_was_asked_first() -> None:
    """Of what rings and what waits now."""
    line = Routing.objects.filter(stage=Stage.WAITING)
    answers = answers_to([row.pk for row in line], timezone.now())
    for offer in Offer.objects.filter(outcome=None, kind="ring"):
        place = Routing.objects.get(pk=offer.chat_session_id).order_at
        for ahead in line.filter(group=offer.group_id, order_at__lt=place):
            earlier = Decision.objects.filter(chat_session=ahead.pk).order_by("-id").first()
            came_back_since = earlier is not None and earlier.at > offer.made_at
            assert offer.agent_id in answers.get(ahead.pk, {}) or came_back_since


def check_everything() -> None:
    """All of the above, once everything has come to rest and nobody was forced."""
    check_owners()
    check_capacity()
    check_nobody_waits_beside_a_free_agent()
    check_who_waited_longer_was_asked_first()


@contextmanager
def without_deadlocks() -> Iterator[None]:
    """PostgreSQL counts the circles that it had to break, whoever swallowed the error."""
    before = _deadlocks()
    yield
    assert _deadlocks() - before == 0


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]
