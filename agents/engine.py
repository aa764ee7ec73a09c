"""The assignment engine: takes the lock, makes a snapshot, asks the rules, writes, publishes on commit."""

import logging
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from agents.cards import publish_agent, publish_card
from agents.models import Agent, Assignment, Status
from agents.rules import Candidate, pick_agent
from chat.models import ChatSession, Phase
from chat.protocol.frames import Sender
from chat.services.chat_sessions import assign_chat_session

logger = logging.getLogger(__name__)

QUEUE_LOCK = 7_305_001
"""Advisory lock of the queue: one engine at a time decides, so order holds across nodes and workers."""


def assign_waiting() -> int:
    """Give waiting chat sessions to free agents until either runs out; returns how many were given.

    Safe to run at any time, any number of times, on any node.
    """
    given = 0
    while _assign_next():
        given += 1
    return given


@transaction.atomic
def _assign_next() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE_LOCK])
    candidates = _candidates()
    if not candidates:
        return False
    chat_session = (
        ChatSession.objects.select_for_update(
            no_key=True, of=("self",)
        )  # a message being stored must not cost the place in the queue
        .filter(phase=Phase.WAITING)
        .order_by("waiting_since", "id")
        .first()
    )
    if chat_session is None:
        return False
    chosen = pick_agent(candidates)
    if chosen is None or not take_slot(chosen.agent_id):
        return False
    agent = Agent.objects.get(pk=chosen.agent_id)
    Assignment.objects.create(chat_session=chat_session, agent=agent)
    assign_chat_session(chat_session=chat_session, agent=Sender(kind="agent", id=agent.id, name=agent.name))
    publish_card(chat_session.id)
    publish_agent(agent)
    return True


def _candidates() -> list[Candidate]:
    free = Agent.objects.filter(
        Agent.with_room(), status=Status.ONLINE, connected_until__gt=timezone.now(), user__is_active=True
    )
    return [Candidate(*row) for row in free.values_list("id", "active_slots", "capacity", "idle_since")]


def take_slot(agent_id: UUID) -> bool:
    """Take one of the agent's slots if one is free, whatever else happens at the same time."""
    return bool(
        Agent.objects.filter(Agent.with_room(), pk=agent_id).update(active_slots=F("active_slots") + 1)
    )


def end_assignment(chat_session_id: UUID) -> None:
    """End the chat session's live assignment, if it has one, and free its slot. In the caller's transaction."""
    for assignment in Assignment.objects.filter(chat_session_id=chat_session_id, ended_at=None):
        now = timezone.now()
        ended = Assignment.objects.filter(pk=assignment.pk, ended_at=None).update(ended_at=now)
        if ended:
            Agent.objects.filter(pk=assignment.agent_id).update(
                active_slots=F("active_slots") - 1, idle_since=now
            )
            publish_agent(Agent.objects.get(pk=assignment.agent_id))
