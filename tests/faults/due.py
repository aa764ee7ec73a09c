"""A floor at which everything is due in one instant, and what must become of it: whoever does it, and how often."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.functions import Now

from agents.engine import assign_waiting
from agents.models import Agent, Assignment, Decision, Offer, Routing, SkillGroup
from agents.services.absence import begin_absence
from chat.log.writer import append
from chat.models import ChatSession, Message
from tests.agents.build import group
from tests.agents.queues import crew_of, line_of
from tests.chat.build import answered

ROOM = 5
LATER_SECONDS = 600


class Came(NamedTuple):
    """What became of a chat session: its stage, the events of its log, and its trace."""

    stage: str
    events: list[str]
    decisions: list[str]


EXPECTED = {
    "ringing in vain": Came("offered", [], ["offered", "expired", "offered"]),
    "agent is gone": Came("assigned", ["assigned"], ["assigned", "absent"]),
    "agent stayed away": Came(
        "assigned", ["assigned", "requeued", "assigned"], ["assigned", "absent", "requeued", "assigned"]
    ),
    "customer is silent": Came("assigned", ["assigned", "idle_warned"], ["assigned"]),
    "customer stayed silent": Came("closed", ["assigned", "closed"], ["assigned", "closed"]),
    "waited too long": Came("assigned", ["requeued", "assigned"], ["overflowed", "assigned"]),
}


@dataclass(frozen=True)
class EverythingDue:
    """The chat sessions, by what is due."""

    of: dict[str, list[ChatSession]]
    order: dict[UUID, Any]

    def undone(self) -> int:
        """How many have not become what they must."""
        return len(list(self._otherwise()))

    def has_fewer_undone_than(self, count: int) -> bool:
        return self.undone() < count

    def check(self) -> None:
        """Each became what it must, and nothing more; what went back to its queue has the place it had."""
        assert list(self._otherwise()) == []
        assert _order_of(self.order) == self.order

    def _otherwise(self) -> Iterator[tuple[str, Came]]:
        came = _came([talk.pk for line in self.of.values() for talk in line])
        for what, line in self.of.items():
            for talk in line:
                if came[talk.pk] != EXPECTED[what]:
                    yield what, came[talk.pk]


def everything_due(each: int) -> EverythingDue:
    """So many chat sessions of each kind. Nothing else becomes due for minutes."""
    of = {
        "ringing in vain": _ringing_in_vain(each),
        "agent is gone": _held(each, group("Gone", auto_accept=True, grace_seconds=LATER_SECONDS)),
        "agent stayed away": _agent_stayed_away(each),
        "customer is silent": _silent(each, "Silent"),
        "customer stayed silent": _silent(each, "Silent for long"),
        "waited too long": _waited_too_long(each),
    }
    Agent.objects.filter(memberships__group__name="Gone").update(connected_until=Now() - timedelta(minutes=1))
    Routing.objects.filter(group__name="Silent for long").update(warned_at=Now() - timedelta(hours=1))
    return EverythingDue(of, _order_of(talk.pk for line in of.values() for talk in line))


def _held(count: int, by: SkillGroup) -> list[ChatSession]:
    """By agents of their own, who have no more room."""
    line, _ = line_of(count, by), crew_of(1, [by], capacity=count)
    assert assign_waiting([by.id]) == count
    return line


def _ringing_in_vain(count: int) -> list[ChatSession]:
    front = group("Ringing", offer_seconds=LATER_SECONDS, misses_until_away=0)
    line, _ = line_of(count, front), crew_of(count // ROOM + 3, [front], capacity=ROOM)
    assert assign_waiting([front.id]) == count
    Offer.objects.filter(group=front).update(deadline=Now())
    return line


def _agent_stayed_away(count: int) -> list[ChatSession]:
    missed = group("Missed", auto_accept=True, grace_seconds=LATER_SECONDS)
    line = _held(count, missed)
    away = Agent.objects.filter(memberships__group=missed)
    away.update(connected_until=None)
    begin_absence(agent_id=away.get().pk)
    Assignment.objects.filter(chat_session__in=line).update(absent_until=Now())
    crew_of(1, [missed], capacity=count)
    return line


def _silent(count: int, name: str) -> list[ChatSession]:
    patient = group(name, auto_accept=True, warn_idle_seconds=LATER_SECONDS, close_idle_seconds=LATER_SECONDS)
    line = _held(count, patient)
    for talk in line:
        talk.refresh_from_db()
    append([answered(talk) for talk in line])
    Message.objects.filter(chat_session__in=line, kind="text").update(created_at=Now() - timedelta(hours=2))
    Routing.objects.filter(group=patient).update(look_at=Now())
    return line


def _waited_too_long(count: int) -> list[ChatSession]:
    helping = group("Helping", auto_accept=True)
    crew_of(1, [helping], capacity=count)
    line = line_of(count, group("Overrun", max_wait_seconds=LATER_SECONDS, overflow_group=helping))
    Routing.objects.filter(chat_session__in=line).update(overflow_at=Now())
    return line


def _order_of(talks: Any) -> dict[UUID, Any]:
    return dict(Routing.objects.filter(pk__in=list(talks)).values_list("pk", "order_at"))


def _came(talks: list[UUID]) -> dict[UUID, Came]:
    found = {
        pk: Came(stage, [], [])
        for pk, stage in Routing.objects.filter(pk__in=talks).values_list("pk", "stage")
    }
    told = Message.objects.filter(chat_session__in=talks, kind="event").order_by("seq")
    for pk, name in told.values_list("chat_session", "event__name"):
        found[pk].events.append(name)
    decided = Decision.objects.filter(chat_session__in=talks).order_by("id")
    for pk, kind in decided.values_list("chat_session", "kind"):
        found[pk].decisions.append(kind)
    return found
