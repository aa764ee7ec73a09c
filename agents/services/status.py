"""What an agent chose to be, and what Frontdesk chose for them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agents.clock import database_now
from agents.engine import serve_groups_of
from agents.holding import hold
from agents.models import Agent, Assignment, Status, StatusReason
from agents.poke import poke_at
from agents.services.due import do_each
from agents.services.lines import back_to_line
from agents.services.offers import withdraw_offers_of
from agents.slots import lock_agents
from agents.telling import tell_agents
from agents.trace import Why, because
from chat.protocol.refusals import Refused

OpenOnes = Literal["keep", "requeue"]


def set_status(*, agent_id: UUID, status: Status, open_ones: OpenOnes | None = None) -> None:
    """The agent's own choice; whoever comes online is offered what waits at once.

    Raises `Refused("open_chat_sessions")` for going offline with open chat sessions, unless `open_ones` says what
    becomes of them. What rings at somebody who leaves rings elsewhere.
    """
    mine = Assignment.objects.filter(agent=agent_id, ended_at=None)
    if status == Status.OFFLINE and open_ones is None and mine.exists():
        raise Refused("open_chat_sessions")
    with transaction.atomic():
        Agent.objects.filter(pk=agent_id).update(
            status=status, status_reason=StatusReason.CHOSEN, misses=0, active_at=Now()
        )
        tell_agents([agent_id])
    if status in (Status.AWAY, Status.OFFLINE):
        withdraw_offers_of(agent_id, Why.WENT_AWAY if status == Status.AWAY else Why.WENT_OFFLINE)
    if status == Status.OFFLINE and open_ones == "requeue":
        for chat_session in list(mine.values_list("chat_session", flat=True)):
            _give_back(chat_session, agent_id)
    if status == Status.ONLINE:
        serve_groups_of([agent_id])


@transaction.atomic
def _give_back(chat_session_id: UUID, agent_id: UUID) -> None:
    held = hold(chat_session_id)
    if held.agent_id == agent_id:
        back_to_line(held, "given_back", by_id=agent_id, why=because(Why.WENT_OFFLINE))


def end_wrap_up(*, agent_id: UUID) -> None:
    """Ready before the pause is over."""
    with transaction.atomic():
        Agent.objects.filter(pk=agent_id).update(wrap_up_until=None)
        tell_agents([agent_id])
    serve_groups_of([agent_id])


@transaction.atomic
def extend_wrap_up(*, agent_id: UUID) -> None:
    """Make the running pause longer, once; again is harmless. Raises `Refused("stale")` when there is none."""
    agent = Agent.objects.select_for_update(no_key=True).get(pk=agent_id)
    if agent.wrap_up_until is None or agent.wrap_up_until <= database_now():
        raise Refused("stale", _("There is no pause now."))
    if not agent.wrap_up_extra_seconds:
        return
    agent.wrap_up_until += timedelta(seconds=agent.wrap_up_extra_seconds)
    agent.wrap_up_extra_seconds = 0
    agent.save(update_fields=["wrap_up_until", "wrap_up_extra_seconds"])
    tell_agents([agent_id])
    poke_at(agent.wrap_up_until)


def set_idle_away(agent_ids: Iterable[UUID]) -> int:
    """Nobody was seen at these agents' consoles for long; how many were set to away."""
    return do_each(agent_ids, _set_idle_away)


def _set_idle_away(agent_id: UUID) -> bool:
    with transaction.atomic():
        online = Agent.objects.filter(pk=agent_id, status=Status.ONLINE)
        changed = online.update(status=Status.AWAY, status_reason=StatusReason.IDLE)
        if changed:
            tell_agents([agent_id])
    if changed:
        withdraw_offers_of(agent_id, Why.WAS_IDLE)
    return bool(changed)


def wrap_ups_over() -> set[UUID]:
    """Agents whose pause ended just now; they are told, and free again."""
    now = database_now()
    with transaction.atomic():
        over = set(Agent.objects.filter(wrap_up_until__lte=now).values_list("pk", flat=True))
        lock_agents(over)
        Agent.objects.filter(pk__in=over, wrap_up_until__lte=now).update(wrap_up_until=None)
        tell_agents(over)
    return over
