"""An agent who drops out: a grace period that everybody can see, then back to the queue."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from agents.clock import database_now
from agents.holding import hold
from agents.models import Assignment
from agents.poke import poke_at
from agents.services.due import do_each
from agents.services.lines import back_to_line
from agents.services.offers import withdraw_offers_of
from agents.telling import tell_cards
from agents.trace import Kind, Step, Why, because, note
from chat.services.standing import set_absent


def begin_absence(*, agent_id: UUID) -> int:
    """The agent's consoles are gone: their chat sessions wait for them a while, what rings there rings elsewhere."""
    withdraw_offers_of(agent_id, Why.DROPPED_OUT)
    live = Assignment.objects.filter(agent=agent_id, ended_at=None, absent_until=None)
    return sum(_begin(pk) for pk in list(live.order_by("pk").values_list("chat_session", flat=True)))


@transaction.atomic
def _begin(chat_session_id: UUID) -> bool:
    held = hold(chat_session_id)
    assignment = held.assignment
    if assignment is None or assignment.absent_until is not None:
        return False
    now = database_now()
    assignment.absent_until = now + timedelta(seconds=held.routing.group.grace_seconds)
    assignment.save(update_fields=["absent_until"])
    set_absent([held.id], assignment.absent_until)
    note(
        Step(
            chat_session_id=held.id, kind=Kind.ABSENT, group_id=held.routing.group_id,
            agent_id=assignment.agent_id, why=because(Why.GRACE, seconds=held.routing.group.grace_seconds),
        ),
        at=now,
    )  # fmt: skip
    tell_cards([held.id])
    poke_at(assignment.absent_until)
    return True


def end_absence(*, agent_id: UUID) -> int:
    """The agent is back in time: nothing has changed. Harmless where nobody was missed."""
    missed = Assignment.objects.filter(agent=agent_id, ended_at=None, absent_until__isnull=False)
    return sum(
        _end(pk, agent_id) for pk in list(missed.order_by("pk").values_list("chat_session", flat=True))
    )


def absent_agents() -> set[UUID]:
    """Whose chat sessions wait for them to come back."""
    missed = Assignment.objects.filter(ended_at=None, absent_until__isnull=False)
    return set(missed.values_list("agent", flat=True))


@transaction.atomic
def _end(chat_session_id: UUID, agent_id: UUID) -> bool:
    held = hold(chat_session_id)
    assignment = held.assignment
    if assignment is None or assignment.agent_id != agent_id or assignment.absent_until is None:
        return False
    assignment.absent_until = None
    assignment.save(update_fields=["absent_until"])
    set_absent([held.id], None)
    step = Step(chat_session_id=held.id, kind=Kind.BACK, group_id=held.routing.group_id, agent_id=agent_id)
    note(step, at=database_now())
    tell_cards([held.id])
    return True


def requeue_due() -> int:
    """Chat sessions whose agent did not come back in time go back to their place in the queue; how many."""
    due = Assignment.objects.filter(ended_at=None, absent_until__lte=Now())
    return do_each(list(due.order_by("absent_until").values_list("chat_session", flat=True)), _requeue)


@transaction.atomic
def _requeue(chat_session_id: UUID) -> bool:
    held = hold(chat_session_id)
    assignment = held.assignment
    if assignment is None or assignment.absent_until is None or assignment.absent_until > database_now():
        return False
    back_to_line(held, "agent_gone", why=because(Why.NOT_BACK))
    return True
