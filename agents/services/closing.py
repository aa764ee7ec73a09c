"""The end of a chat session, with a reason code and tags; and what follows for its agent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from agents.cards import dispositions_for
from agents.clock import database_now
from agents.groups import supervised_ids
from agents.holding import end_assignment, end_offer, hold, holding, lock_agents_of
from agents.models import Agent, Offer, Outcome, Routing, Stage
from agents.poke import poke_at
from agents.queue_board import queue_changed
from agents.services.notes import leave_note
from agents.services.tags import put_tags
from agents.telling import tell_agents, tell_cards
from agents.trace import Kind, Step, note
from chat.models import ChatSession, Phase
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import close_chat_session


@transaction.atomic
def close_by_agent(
    *,
    chat_session_id: UUID,
    agent_id: UUID,
    disposition_id: UUID | None = None,
    tags: Sequence[str] | None = None,
    note_text: str = "",
) -> None:
    """End a chat session, for the agent responsible or a supervisor of its group; a closed one stays as it is.

    `tags` None leaves those it has; the note goes into the staff lane.

    Raises `Refused`: unknown (no such chat session or disposition), forbidden.
    """
    held = hold(chat_session_id)
    if held.chat_session.phase == Phase.CLOSED:
        return
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    if held.agent_id != agent_id and held.routing.group_id not in supervised_ids(agent):
        raise Refused("forbidden")
    disposition = None
    if disposition_id is not None:
        disposition = dispositions_for([held.routing.group_id]).filter(pk=disposition_id).first()
        if disposition is None:
            raise Refused("unknown", _("There is no such disposition."))
    Outcome.objects.update_or_create(
        chat_session_id=chat_session_id,
        defaults={"disposition": disposition, "agent": agent, "noted_at": database_now()},
    )
    if tags is not None:
        put_tags(chat_session_id, tags)
    leave_note(held, agent, note_text)
    close_chat_session(chat_session=chat_session_id, by="agent")


def end_holding(chat_session: ChatSession) -> None:
    """The chat session is being closed, by whomever: free what it held. In the closing transaction."""
    held = holding(chat_session)
    lock_agents_of(held)
    now = database_now()
    agent_id, waited = held.agent_id, held.routing.stage in (Stage.WAITING, Stage.OFFERED)
    end_offer(held, Offer.Outcome.WITHDRAWN, now)
    end_assignment(held, now)
    Routing.objects.filter(pk=held.id).update(
        stage=Stage.CLOSED, look_at=None, overflow_at=None, warned_at=None
    )
    step = Step(chat_session_id=held.id, kind=Kind.CLOSED, group_id=held.routing.group_id, agent_id=agent_id)
    note(step, at=now)
    tell_cards([held.id], agents=[agent_id] if agent_id else [])
    if waited:
        queue_changed(held.routing.group_id)
    if agent_id is not None:
        _wrap_up(agent_id, held.routing.group.wrap_up_seconds, now)


def _wrap_up(agent_id: UUID, seconds: int, now: datetime) -> None:
    if not seconds:
        return
    until = now + timedelta(seconds=seconds)
    # Never shorter than the pause that runs already.
    Agent.objects.filter(pk=agent_id).update(
        wrap_up_until=Greatest("wrap_up_until", until), wrap_up_extra_seconds=seconds
    )
    tell_agents([agent_id])
    poke_at(until)
