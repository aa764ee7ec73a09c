"""The end of a group's hours: who still waits keeps waiting while somebody is there, and then is a left message."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from agents.clock import database_now
from agents.groups import open_times
from agents.holding import hold
from agents.models import Holiday, OpeningHours, Routing, SkillGroup, Stage, Status
from agents.queue_board import queue_changed
from agents.rules.hours import is_open
from agents.services.due import do_each
from agents.services.presence import here
from agents.snapshot import candidates_of
from agents.telling import tell_cards
from agents.trace import Kind, Step, Why, because, note
from chat.services.standing import leave_for_later


def waiting_in_vain() -> int:
    """Chat sessions for which nobody will come today become left messages; how many."""
    return sum(_leave_all(group) for group in _waited_for() if _is_deserted(group))


def _waited_for() -> list[SkillGroup]:
    """Groups with hours in whose queue somebody waits."""
    hours = Exists(OpeningHours.objects.filter(group=OuterRef("pk")))
    holidays = Exists(Holiday.objects.filter(group=OuterRef("pk")))
    waiting = Exists(Routing.objects.filter(group=OuterRef("pk"), stage=Stage.WAITING))
    return list(SkillGroup.objects.filter(Q(hours) | Q(holidays), waiting).select_related("overflow_group"))


def _is_deserted(group: SkillGroup) -> bool:
    """Whether it is closed now, and nobody who could take its chat sessions is there, whatever else they do."""
    now = database_now()
    if is_open(open_times(group), now=now):
        return False
    able = [group, *([group.overflow_group] if group.overflow_group else [])]
    crew = [each for one in able for each in candidates_of(one, None, now) if each.status != Status.OFFLINE]
    return not here(each.agent_id for each in crew)


def _leave_all(group: SkillGroup) -> int:
    line = Routing.objects.filter(group=group, stage=Stage.WAITING).order_by("order_at", "chat_session")
    return do_each(list(line.values_list("pk", flat=True)), lambda pk: _leave(pk, group.id))


@transaction.atomic
def _leave(chat_session_id: UUID, group_id: UUID) -> bool:
    held = hold(chat_session_id)
    routing = held.routing
    if routing.stage != Stage.WAITING or routing.group_id != group_id:
        return False
    routing.stage = Stage.LEFT
    routing.overflow_at = None
    routing.save(update_fields=["stage", "overflow_at"])
    leave_for_later(held.chat_session)
    note(
        Step(chat_session_id=held.id, kind=Kind.LEFT, group_id=group_id, why=because(Why.AFTER_HOURS)),
        at=database_now(),
    )
    tell_cards([held.id])
    queue_changed(group_id)
    return True
