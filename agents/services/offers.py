"""Answers to offers: accepted, declined, or none in time. Each names its offer, so a late one is stale."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from agents.clock import database_now
from agents.engine import assign_at_once
from agents.holding import Held, as_sender, end_assignment, end_offer, hold, lock_agents_of
from agents.models import Agent, Offer, Stage, Status, StatusReason
from agents.services.due import do_each
from agents.services.lines import give, look_again
from agents.telling import tell_agents, tell_cards
from agents.trace import Kind, Reason, Step, Why, because, note, said
from chat.protocol.refusals import Refused


@transaction.atomic
def accept_offer(*, offer_id: UUID, agent_id: UUID) -> None:
    """Take what was offered; again is harmless. Raises `Refused("stale")` when it is over, or never was theirs."""
    held, offer = _held_offer(offer_id, agent_id)
    if offer.outcome == Offer.Outcome.ACCEPTED and held.agent_id == agent_id:
        return
    now = database_now()
    if offer.outcome is not None or offer.deadline <= now:
        raise Refused("stale")
    lock_agents_of(held)
    agent = offer.agent
    _answered(agent)
    if offer.kind == Offer.Kind.RING:
        give(held, agent, Kind.ACCEPTED)
    else:
        hand_over(held, agent, by=offer.made_by or agent)
    # Told last: a console takes what becomes its agent's without ringing there for news.
    end_offer(held, Offer.Outcome.ACCEPTED, now, keep_slot=True)


def hand_over(held: Held, agent: Agent, *, by: Agent) -> None:
    """From one agent to another, whose slot is taken already."""
    now = database_now()
    before = held.agent_id
    end_assignment(held, now)
    assign_at_once(held.routing.group, {held.id: agent}, now, transferred_by=as_sender(by))
    note(
        Step(
            chat_session_id=held.id, kind=Kind.TRANSFERRED, group_id=held.routing.group_id, agent_id=agent.id,
            by_id=by.id,
        ),
        at=now,
    )  # fmt: skip
    tell_cards([held.id], agents=[before] if before else [])
    tell_agents([agent.id, *([before] if before else [])])


@transaction.atomic
def decline_offer(*, offer_id: UUID, agent_id: UUID, reason: str = "") -> None:
    """Not me; again is harmless. Raises `Refused("stale")` when it is over, or never was theirs."""
    held, offer = _held_offer(offer_id, agent_id)
    if offer.outcome == Offer.Outcome.DECLINED:
        return
    if offer.outcome is not None:
        raise Refused("stale")
    _answered(offer.agent)
    _unanswered(held, Offer.Outcome.DECLINED, Kind.DECLINED, said(reason), reason)


def expire_due() -> int:
    """Offers whose time is over: the next candidate is asked; how many."""
    due = Offer.objects.filter(outcome=None, deadline__lte=Now()).order_by("deadline")
    return do_each(list(due.values_list("pk", flat=True)), lambda pk: expire_offer(offer_id=pk))


@transaction.atomic
def expire_offer(*, offer_id: UUID) -> bool:
    """End one offer if its time is over, by the database's clock; whether it was this call."""
    chat_session_id = Offer.objects.values_list("chat_session", flat=True).get(pk=offer_id)
    held = hold(chat_session_id)
    over = Offer.objects.filter(pk=offer_id, outcome=None, deadline__lte=Now())
    if held.offer is None or held.offer.id != offer_id or not over.exists():
        return False
    agent, limit = held.offer.agent, held.routing.group.misses_until_away
    Agent.objects.filter(pk=agent.pk).update(misses=F("misses") + 1)
    agent.refresh_from_db()
    if limit and agent.misses >= limit and agent.status == Status.ONLINE:
        Agent.objects.filter(pk=agent.pk).update(
            status=Status.AWAY, status_reason=StatusReason.MISSED, misses=0
        )
    rang = because(Why.RANG, seconds=held.routing.group.offer_seconds)
    _unanswered(held, Offer.Outcome.EXPIRED, Kind.EXPIRED, rang)
    return True


def _unanswered(held: Held, outcome: Offer.Outcome, kind: Kind, why: Reason, text: str = "") -> None:
    assert held.offer is not None
    offer, now = held.offer, database_now()
    end_offer(held, outcome, now, reason=text)
    if offer.kind == Offer.Kind.RING:
        held.routing.stage = Stage.WAITING
        held.routing.save(update_fields=["stage"])
    note(
        Step(
            chat_session_id=held.id,
            kind=kind,
            group_id=held.routing.group_id,
            agent_id=offer.agent_id,
            why=why,
        ),
        at=now,
    )
    tell_cards([held.id])
    look_again(held.routing.group_id)


def withdraw_offers_of(agent_id: UUID, why: Why) -> None:
    """The agent is not there any more, or said so: what rings there rings elsewhere."""
    for pk in Offer.objects.filter(agent=agent_id, outcome=None).values_list("pk", flat=True):
        with transaction.atomic():
            held = hold(Offer.objects.values_list("chat_session", flat=True).get(pk=pk))
            if held.offer is not None and held.offer.id == pk:
                _unanswered(held, Offer.Outcome.WITHDRAWN, Kind.WITHDRAWN, because(why))


def _held_offer(offer_id: UUID, agent_id: UUID) -> tuple[Held, Offer]:
    """The chat session under its lock, and the offer as it is then."""
    asked = Offer.objects.filter(pk=offer_id, agent=agent_id)
    chat_session_id = asked.values_list("chat_session", flat=True).first()
    if chat_session_id is None:
        raise Refused("stale")
    held = hold(chat_session_id)
    live = held.offer is not None and held.offer.id == offer_id
    return held, held.offer if live and held.offer else asked.get()


def _answered(agent: Agent) -> None:
    """Whoever answers is there: earlier misses count no more."""
    if agent.misses:
        Agent.objects.filter(pk=agent.id).update(misses=0)
