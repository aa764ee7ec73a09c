"""What assignment changes in a chat session: who is responsible, who helps, whether it waits.

All inside the caller's transaction, which holds the chat sessions' row locks.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from chat.compiled import Compiled, IsAnyOf
from chat.models import ChatSession, Phase
from chat.protocol.log_events import (
    Assigned,
    Joined,
    LeftMessage,
    LogEvent,
    Parted,
    Requeued,
    Sender,
    Transferred,
)
from chat.services.events import append_event, append_events, tell_customer

# Whoever helped and is responsible now helps no more.
SET_RESPONSIBLE = """
UPDATE chat_chatsession s SET phase = 'active', responsible_id = given.agent_id, responsible_name = given.name,
    absent_until = NULL, participant_ids = array_remove(s.participant_ids, given.agent_id)
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS given(id, agent_id, name)
WHERE s.id = given.id
"""


def lock_chat_sessions(ids: Sequence[UUID]) -> dict[UUID, ChatSession]:
    """Lock rows in id order, as everybody does, so that nobody waits in a circle."""
    return {row.id: row for row in LOCKED.objects(list(ids))}


LOCKED = Compiled(
    lambda ids: ChatSession.objects.select_for_update(no_key=True).filter(IsAnyOf("pk", ids)).order_by("pk")
)


def assign_chat_sessions(agents: Mapping[UUID, Sender], *, transferred_by: Sender | None = None) -> None:
    """Make each chat session's agent responsible for it."""
    _set_responsible(agents)
    append_events(
        (
            chat_session,
            Transferred(by=transferred_by, agent=agent) if transferred_by else Assigned(agent=agent),
        )
        for chat_session, agent in agents.items()
    )


def transfer_to_queue(chat_session_id: UUID, *, by: Sender, queue_id: UUID, group: str) -> None:
    """It waits in another queue."""
    _set_waiting(chat_session_id, queue_id)
    append_event(chat_session_id, Transferred(by=by, group=group))


def requeue(chat_session_id: UUID, *, event: Requeued, queue_id: UUID) -> None:
    """It waits again, in its queue or in one that helps out."""
    _set_waiting(chat_session_id, queue_id)
    append_event(chat_session_id, event)


def leave_for_later(chat_session: ChatSession) -> None:
    """Nobody is there any more for whom it could wait: it is a left message from now on. Its customer is told."""
    chat_session.phase = Phase.LEFT
    chat_session.save(update_fields=["phase"])
    chat_session.public_seq = append_event(chat_session.id, LeftMessage(reason="hours")).seq
    tell_customer(chat_session)


def set_queue(chat_session_id: UUID, queue_id: UUID) -> None:
    ChatSession.objects.filter(pk=chat_session_id).update(queue_id=queue_id)


def set_absent(chat_session_ids: Sequence[UUID], until: datetime | None) -> None:
    """The responsible agent dropped out, or with None, is back. The customers are told."""
    ChatSession.objects.filter(pk__in=chat_session_ids).update(absent_until=until)
    for chat_session in ChatSession.objects.filter(pk__in=chat_session_ids):
        tell_customer(chat_session)


def add_helper(chat_session: ChatSession, agent: Sender) -> None:
    """A second agent may write too."""
    _set_helpers(chat_session, [*chat_session.participant_ids, _id(agent)], Joined(agent=agent))


def remove_helper(chat_session: ChatSession, agent: Sender) -> None:
    helpers = [each for each in chat_session.participant_ids if each != agent.id]
    _set_helpers(chat_session, helpers, Parted(agent=agent))


def _set_helpers(chat_session: ChatSession, helpers: list[UUID], event: LogEvent) -> None:
    chat_session.participant_ids = helpers
    chat_session.save(update_fields=["participant_ids"])
    append_event(chat_session.id, event)


def _set_responsible(agents: Mapping[UUID, Sender]) -> None:
    ids = [_id(agent) for agent in agents.values()]
    names = [agent.name for agent in agents.values()]
    with connection.cursor() as cursor:
        cursor.execute(SET_RESPONSIBLE, [list(agents), ids, names])


def _set_waiting(chat_session_id: UUID, queue_id: UUID) -> None:
    ChatSession.objects.filter(pk=chat_session_id).update(
        phase=Phase.WAITING,
        responsible_id=None,
        responsible_name="",
        absent_until=None,
        queue_id=queue_id,
        participant_ids=[],  # who helped its agent need not help the next one
    )


def _id(agent: Sender) -> UUID:
    assert agent.id is not None
    return agent.id
