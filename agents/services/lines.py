"""Standing in line: coming, being pulled, being given back, being passed on after the longest wait."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from agents.cards import visible_chat_sessions
from agents.clock import database_now
from agents.engine import assign_at_once, serve_group
from agents.groups import open_times
from agents.holding import Held, end_assignment, end_offer, hold, lock_agents_of, put_in_line
from agents.models import Agent, Assignment, CustomerCare, Offer, Routing, SkillGroup, Stage
from agents.queue_board import queue_changed
from agents.rules.hours import is_open
from agents.services.due import do_each
from agents.services.notes import leave_note
from agents.services.repeats import deed_of
from agents.slots import take_slot
from agents.telling import tell_agents, tell_cards
from agents.trace import Kind, Reason, Step, Why, because, note
from chat.compiled import Compiled
from chat.models import ChatSession
from chat.protocol.log_events import Requeued
from chat.protocol.refusals import Refused
from chat.services.standing import requeue, set_queue


def enter_line(chat_session: ChatSession, group_id: UUID) -> None:
    """A chat session begins to wait: opened, reopened, or left as a message before. In the caller's transaction.

    It stands in the queue of the group it had, if that is open now, else in the one given.
    """
    routing = _register(chat_session, group_id)
    now = database_now()
    if routing.stage != Stage.WAITING or routing.answered_at is not None:
        routing.waiting_since = now  # a reopened one waits anew
    put_in_line(routing, routing.group, now)
    _mirror(chat_session, routing)
    note(Step(chat_session_id=chat_session.id, kind=Kind.WAITS, group_id=routing.group_id), at=now)
    queue_changed(routing.group_id)


def enter_left_messages(chat_session: ChatSession, group_id: UUID) -> None:
    """A message was left: nobody waits for it. In the caller's transaction."""
    routing = _register(chat_session, group_id)
    routing.stage = Stage.LEFT
    routing.save()
    _mirror(chat_session, routing)
    note(Step(chat_session_id=chat_session.id, kind=Kind.LEFT, group_id=routing.group_id), at=database_now())


def _register(chat_session: ChatSession, group_id: UUID) -> Routing:
    """The chat session's routing, not yet saved: which group, how far in front, whom to ask first."""
    # Where nothing was said yet, nothing was decided.
    rows = Routing.objects.select_related("group").filter(pk=chat_session.id)
    routing = rows.first() if chat_session.public_seq else None
    since = chat_session.waiting_since
    routing = routing or Routing(chat_session=chat_session, waiting_since=since, order_at=since)
    if routing.group_id is not None and is_open(open_times(routing.group), now=database_now()):
        group_id = routing.group_id
    routing.group, routing.priority, routing.preferred_agent_id = _treatment(chat_session, group_id)
    return routing


def _treatment(chat_session: ChatSession, group_id: UUID) -> tuple[SkillGroup, int, UUID | None]:
    """The group, the customer's priority, and whom to ask first: the contact's owner, else who had them last."""
    (group,) = TREATMENT.objects(group_id, chat_session.customer_id)
    priority, owner_id, last_agent_id = group.priority, group.owner_id, group.last_agent_id  # type: ignore[attr-defined]
    return group, priority or 0, owner_id or (last_agent_id if group.sticky else None)


def _treatment_columns(group_id: UUID, customer_id: UUID) -> QuerySet[SkillGroup]:
    care = CustomerCare.objects.filter(customer=customer_id)
    earlier = Assignment.objects.filter(chat_session__customer=customer_id).order_by("-began_at")
    return SkillGroup.objects.filter(pk=group_id).annotate(
        priority=Subquery(care.values("priority")),
        owner_id=Subquery(care.values("owner")),
        last_agent_id=Subquery(earlier.values("agent")[:1]),
    )


TREATMENT = Compiled(_treatment_columns)


def _mirror(chat_session: ChatSession, routing: Routing) -> None:
    if chat_session.queue_id != routing.group_id:
        chat_session.queue_id = routing.group_id
        set_queue(chat_session.id, routing.group_id)


@transaction.atomic
def pull(*, chat_session_id: UUID, agent_id: UUID) -> None:
    """An agent takes a waiting chat session or a left message; again is harmless.

    Raises `Refused`: unknown (not theirs to see), full, stale (somebody has it).
    """
    held = hold(chat_session_id)
    agent = _seeing_agent(agent_id, chat_session_id)
    if held.agent_id == agent.id:
        return
    own_offer = held.offer is not None and held.offer.agent_id == agent.id
    if held.routing.stage not in (Stage.WAITING, Stage.OFFERED, Stage.LEFT):
        raise Refused("stale")
    if held.routing.stage == Stage.OFFERED and not own_offer:
        raise Refused("stale")
    if own_offer:
        end_offer(held, Offer.Outcome.ACCEPTED, database_now(), keep_slot=True)
    elif not take_slot(agent.id):
        raise Refused("full", _("All your places are taken."))
    give(held, agent, Kind.PULLED, by_id=agent.id)


def give(held: Held, agent: Agent, kind: Kind, *, by_id: UUID | None = None) -> None:
    """Make an agent responsible for a chat session that nobody holds; the slot is taken already."""
    now = database_now()
    assign_at_once(held.routing.group, {held.id: agent}, now)
    note(
        Step(
            chat_session_id=held.id, kind=kind, group_id=held.routing.group_id, agent_id=agent.id, by_id=by_id,
        ),
        at=now,
    )  # fmt: skip
    tell_cards([held.id])
    tell_agents([agent.id])
    queue_changed(held.routing.group_id)


def _seeing_agent(agent_id: UUID, chat_session_id: UUID) -> Agent:
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    if not visible_chat_sessions(agent).filter(pk=chat_session_id).exists():
        raise Refused("unknown")
    return agent


@transaction.atomic
def give_back(*, chat_session_id: UUID, agent_id: UUID, note_text: str = "") -> None:
    """The agent responsible gives a chat session back to its queue, at the place it had; again is harmless.

    Raises `Refused`: unknown, forbidden (not theirs).
    """
    held = hold(chat_session_id)
    done = deed_of(held, agent_id)
    if done is not None and done.kind == Kind.REQUEUED:
        return
    leave_note(held, responsible_agent(held, agent_id), note_text)
    back_to_line(held, "given_back", by_id=agent_id, why=because(Why.GIVEN_BACK))


def back_to_line(held: Held, reason: str, *, why: Reason, by_id: UUID | None = None) -> None:
    """From its agent to its original place in the queue. Who gave it back is not asked for it again at once."""
    lock_agents_of(held)
    now = database_now()
    agent_id = held.agent_id
    end_offer(held, Offer.Outcome.WITHDRAWN, now)
    end_assignment(held, now)
    if by_id is not None:
        _remember_refusal(held, by_id, now)
    put_in_line(held.routing, held.routing.group, now)
    requeue(held.id, event=Requeued(reason=reason), queue_id=held.routing.group_id)  # type: ignore[arg-type]
    note(
        Step(
            chat_session_id=held.id, kind=Kind.REQUEUED, group_id=held.routing.group_id, agent_id=agent_id,
            by_id=by_id, why=why,
        ),
        at=now,
    )  # fmt: skip
    tell_cards([held.id], agents=[agent_id] if agent_id else [])
    look_again(held.routing.group_id)


def _remember_refusal(held: Held, agent_id: UUID, now: datetime) -> None:
    """An offer that was declined before it was made: the rules then pass the agent over for a while."""
    Offer.objects.create(
        chat_session=held.chat_session,
        agent_id=agent_id,
        group=held.routing.group,
        made_at=now,
        deadline=now,
        outcome=Offer.Outcome.DECLINED,
        decided_at=now,
    )


def look_again(group_id: UUID) -> None:
    """After the commit: the queue's places, and whoever is free."""
    queue_changed(group_id)
    serve_group(group_id)


def overflow_due() -> int:
    """Chat sessions that waited longest go to the group that helps out, keeping their place; how many."""
    due = Routing.objects.filter(stage=Stage.WAITING, overflow_at__lte=database_now()).order_by("order_at")
    return do_each(list(due.values_list("pk", flat=True)), _overflow)


@transaction.atomic
def _overflow(chat_session_id: UUID) -> bool:
    held = hold(chat_session_id)
    now = database_now()
    routing, group = held.routing, held.routing.group
    if routing.stage != Stage.WAITING or routing.overflow_at is None or routing.overflow_at > now:
        return False
    if group.overflow_group is None:
        return False
    put_in_line(routing, group.overflow_group, now)
    requeue(held.id, event=Requeued(reason="overflow"), queue_id=routing.group_id)
    why = because(Why.WAITED, seconds=group.max_wait_seconds or 0, group=group.name)
    note(Step(chat_session_id=held.id, kind=Kind.OVERFLOWED, group_id=routing.group_id, why=why), at=now)
    tell_cards([held.id], queues=[group.id])
    queue_changed(group.id)
    look_again(routing.group_id)
    return True


def responsible_agent(held: Held, agent_id: UUID) -> Agent:
    """The agent, if they are responsible. Raises `Refused("forbidden")`."""
    if held.assignment is None or held.agent_id != agent_id:
        raise Refused("forbidden")
    return held.assignment.agent
