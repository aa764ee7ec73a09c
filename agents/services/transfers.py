"""Passing a chat session on: to a colleague, asked first or at once; to another queue; by a supervisor's hand."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agents.audit import audit
from agents.clock import database_now
from agents.groups import supervised_ids
from agents.holding import Held, as_sender, end_assignment, end_offer, hold, lock_agents_of, put_in_line
from agents.models import Agent, Decision, Offer, SkillGroup, Stage
from agents.poke import poke_at
from agents.services.colleagues import colleague
from agents.services.lines import back_to_line, give, look_again, responsible_agent
from agents.services.notes import leave_note
from agents.services.offers import hand_over
from agents.services.presence import here
from agents.services.repeats import deed_of
from agents.slots import force_slot, take_slot
from agents.telling import tell_agents, tell_cards, tell_offer
from agents.trace import Kind, Step, Why, because, note
from chat.models import Phase
from chat.protocol.refusals import Refused
from chat.services.standing import transfer_to_queue


@transaction.atomic
def transfer_to_agent(
    *, chat_session_id: UUID, agent_id: UUID, to_id: UUID, ask: bool, note_text: str = ""
) -> None:
    """Pass a chat session on to a colleague; with `ask`, it stays until they accept. Again is harmless.

    Raises `Refused`: unknown (no such agent), forbidden (not the sender's, or the same agent), full, stale (already
    offered to somebody).
    """
    held = hold(chat_session_id)
    done = deed_of(held, agent_id)
    if done is not None and (done.kind, done.agent_id) == (Kind.TRANSFERRED, to_id):
        return
    sender = responsible_agent(held, agent_id)
    to = colleague(to_id)
    if to.id == sender.id:
        raise Refused("forbidden", _("It is yours already."))
    if held.offer is not None:
        if held.offer.agent_id == to.id:
            return
        raise Refused("stale", _("It is already offered to somebody."))
    lock_agents_of(held, to.id)
    if not here([to.id]):
        raise Refused("stale", _("%(name)s is not there now."), name=to.name)
    if not take_slot(to.id):
        raise Refused("full")
    leave_note(held, sender, note_text)
    if not ask:
        hand_over(held, to, by=sender)
        return
    _ask(held, sender, to, note_text)


def _ask(held: Held, sender: Agent, to: Agent, note_text: str) -> None:
    now, group = database_now(), held.routing.group
    offer = Offer.objects.create(
        chat_session=held.chat_session, agent=to, group=group, kind=Offer.Kind.TRANSFER, made_by=sender,
        note=note_text, made_at=now, deadline=now + timedelta(seconds=group.offer_seconds),
    )  # fmt: skip
    note(
        Step(
            chat_session_id=held.id, kind=Kind.OFFERED, group_id=group.id, agent_id=to.id, by_id=sender.id,
            why=because(Why.TRANSFER),
        ),
        at=now,
    )  # fmt: skip
    tell_offer(offer)
    tell_agents([to.id])
    poke_at(offer.deadline)


@transaction.atomic
def transfer_to_group(*, chat_session_id: UUID, agent_id: UUID, group_id: UUID, note_text: str = "") -> None:
    """Pass a chat session on to a skill group's queue, where its first wait counts; again is harmless.

    Raises `Refused`: unknown (no such group), forbidden (not the sender's).
    """
    held = hold(chat_session_id)
    if _went_to(group_id, deed_of(held, agent_id)):
        return
    sender = responsible_agent(held, agent_id)
    group = SkillGroup.objects.filter(pk=group_id).first()
    if group is None:
        raise Refused("unknown", _("There is no such group."))
    lock_agents_of(held)
    leave_note(held, sender, note_text)
    if group.id == held.routing.group_id:
        back_to_line(held, "given_back", by_id=sender.id, why=because(Why.GIVEN_BACK))
        return
    now, before = database_now(), held.routing.group_id
    end_offer(held, Offer.Outcome.WITHDRAWN, now)
    end_assignment(held, now)
    held.routing.preferred_agent = None
    put_in_line(held.routing, group, now)
    transfer_to_queue(held.id, by=as_sender(sender), queue_id=group.id, group=group.name)
    note(
        Step(
            chat_session_id=held.id,
            kind=Kind.TRANSFERRED,
            group_id=group.id,
            by_id=sender.id,
            why=because(Why.TO_GROUP, group=group.name),
        ),
        at=now,
    )
    tell_cards([held.id], agents=[sender.id], queues=[before])
    look_again(group.id)


def _went_to(group_id: UUID, done: Decision | None) -> bool:
    """Whether this was passing on to the group, or giving back in it."""
    if done is None or done.group_id != group_id:
        return False
    return done.kind == Kind.REQUEUED or (done.kind == Kind.TRANSFERRED and done.agent_id is None)


@transaction.atomic
def take_over(*, chat_session_id: UUID, agent_id: UUID) -> None:
    """A supervisor makes themselves responsible, whoever is now; again is harmless.

    Raises `Refused`: unknown, forbidden (no supervisor of its group), closed.
    """
    supervisor = Agent.objects.select_related("user").get(pk=agent_id)
    _by_force(chat_session_id, supervisor, supervisor)


@transaction.atomic
def assign_by_supervisor(*, chat_session_id: UUID, agent_id: UUID, to_id: UUID) -> None:
    """A supervisor gives a chat session to an agent, over capacity if need be; audited. Again is harmless.

    Raises `Refused`: unknown, forbidden (no supervisor of its group), closed.
    """
    supervisor = Agent.objects.select_related("user").get(pk=agent_id)
    _by_force(chat_session_id, supervisor, colleague(to_id))


def _by_force(chat_session_id: UUID, supervisor: Agent, to: Agent) -> None:
    held = hold(chat_session_id)
    if held.routing.group_id not in supervised_ids(supervisor):
        raise Refused("forbidden", _("Only a supervisor of its group may do that."))
    if held.chat_session.phase == Phase.CLOSED:
        raise Refused("closed")
    if held.agent_id == to.id:
        return
    lock_agents_of(held, to.id)
    own_offer = held.offer is not None and held.offer.agent_id == to.id
    outcome = Offer.Outcome.ACCEPTED if own_offer else Offer.Outcome.WITHDRAWN
    end_offer(held, outcome, database_now(), keep_slot=own_offer)
    if not own_offer:
        force_slot(to.id)
    audit().forced(actor=supervisor.user, chat_session_id=held.id)
    if held.routing.stage == Stage.ASSIGNED:
        hand_over(held, to, by=supervisor)
    else:
        give(held, to, Kind.FORCED, by_id=supervisor.id)
