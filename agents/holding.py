"""Who holds a chat session, and letting go of it. Inside the caller's transaction; `hold` takes the row lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from agents.engine import serve_groups_of
from agents.groups import default_group
from agents.models import Agent, Assignment, Offer, Routing, SkillGroup, Stage
from agents.rules.line import order_at
from agents.slots import free_slot, lock_agents
from agents.telling import tell_agents, tell_offer_ended
from chat.models import ChatSession, Phase
from chat.protocol.log_events import Sender
from chat.protocol.refusals import Refused
from chat.services.standing import lock_chat_sessions

STAGES = {
    Phase.WAITING: Stage.WAITING,
    Phase.ACTIVE: Stage.ASSIGNED,
    Phase.LEFT: Stage.LEFT,
    Phase.CLOSED: Stage.CLOSED,
}


@dataclass(slots=True)
class Held:
    """A chat session under its lock, with all that assignment knows of it now."""

    chat_session: ChatSession
    routing: Routing
    assignment: Assignment | None
    offer: Offer | None

    @property
    def id(self) -> UUID:
        return self.chat_session.id

    @property
    def agent_id(self) -> UUID | None:
        """Who is responsible."""
        return None if self.assignment is None else self.assignment.agent_id


def hold(chat_session_id: UUID) -> Held:
    """Lock a chat session and read who holds it. Raises `Refused("unknown")`."""
    chat_session = lock_chat_sessions([chat_session_id]).get(chat_session_id)
    if chat_session is None:
        raise Refused("unknown")
    return holding(chat_session)


def holding(chat_session: ChatSession) -> Held:
    """Who holds a chat session whose row the caller has locked."""
    return Held(
        chat_session=chat_session,
        routing=_routing(chat_session),
        assignment=Assignment.objects.select_related("agent")
        .filter(chat_session=chat_session, ended_at=None)
        .first(),
        offer=Offer.objects.select_related("agent").filter(chat_session=chat_session, outcome=None).first(),
    )


def _routing(chat_session: ChatSession) -> Routing:
    """The chat session's routing; one that came from elsewhere than the port gets it now."""
    found = Routing.objects.select_related("group").filter(pk=chat_session.pk).first()
    if found is not None:
        return found
    return Routing.objects.create(
        chat_session=chat_session,
        group=default_group(),
        stage=STAGES[Phase(chat_session.phase)],
        waiting_since=chat_session.waiting_since,
        order_at=chat_session.waiting_since,
    )


def lock_agents_of(held: Held, *others: UUID) -> None:
    """Before slots change hands: lock whoever holds the chat session or is offered it, and others besides."""
    offered = None if held.offer is None else held.offer.agent_id
    concerned = {each for each in (held.agent_id, offered, *others) if each is not None}
    if len(concerned) > 1:
        lock_agents(concerned)


def put_in_line(routing: Routing, group: SkillGroup, now: datetime) -> None:
    """Stand in a group's queue, at the place that its first wait gives it."""
    routing.group = group
    routing.stage = Stage.WAITING
    routing.order_at = order_at(
        waiting_since=routing.waiting_since, priority=routing.priority, ageing_seconds=group.ageing_seconds
    )
    limited = group.max_wait_seconds is not None and group.overflow_group_id is not None
    routing.overflow_at = now + timedelta(seconds=group.max_wait_seconds or 0) if limited else None
    routing.look_at = routing.warned_at = None
    routing.save(force_insert=routing._state.adding)


def end_assignment(held: Held, now: datetime) -> None:
    """End the live assignment, if there is one, and free its slot for who waits."""
    assignment = held.assignment
    if assignment is None:
        return
    held.assignment = None
    if Assignment.objects.filter(pk=assignment.pk, ended_at=None).update(ended_at=now) and assignment.counts:
        free_slot(assignment.agent_id)
        serve_groups_of([assignment.agent_id])
    tell_agents([assignment.agent_id])


def end_offer(
    held: Held, outcome: Offer.Outcome, now: datetime, *, reason: str = "", keep_slot: bool = False
) -> None:
    """End the live offer, if there is one. Its slot becomes free for who waits, unless the agent keeps it."""
    offer = held.offer
    if offer is None:
        return
    held.offer = None
    offer.outcome, offer.decided_at, offer.reason = outcome, now, reason[:200]
    offer.save(update_fields=["outcome", "decided_at", "reason"])
    if not keep_slot:
        free_slot(offer.agent_id)
        serve_groups_of([offer.agent_id])
    tell_offer_ended(offer)
    tell_agents([offer.agent_id])


def as_sender(agent: Agent) -> Sender:
    return Sender(kind="agent", id=agent.id, name=agent.name)
