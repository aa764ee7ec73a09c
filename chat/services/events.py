"""Log events that services write, and telling of a chat session's state."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from chat.bus.publish import publish_on_commit
from chat.hub.topics import Envelope, customer_topic
from chat.log.drafts import Stored, event_draft
from chat.log.telling import entry_envelopes
from chat.log.writer import append
from chat.models import ChatSession
from chat.protocol.base import encode
from chat.protocol.frames import (
    ChatSessionOpened,
    ChatSessionPhase,
    ChatSessionState,
    LogEvent,
    ReadMarks,
    Sender,
)


def append_event(chat_session_id: UUID, event: LogEvent) -> None:
    """Write a system event in the running transaction and tell of it once that is committed."""
    append_events([(chat_session_id, event)])


def append_events(events: Iterable[tuple[UUID, LogEvent]]) -> None:
    """Write many in one round trip."""
    drafts = [event_draft(chat_session_id, event) for chat_session_id, event in events]
    told: list[Envelope] = []
    for draft, stored in zip(drafts, append(drafts), strict=True):
        if not isinstance(stored, Stored):
            raise stored
        told += entry_envelopes(draft, stored)
    publish_on_commit(told)


def tell_customer(chat_session: ChatSession) -> None:
    """Tell all of the customer's tabs how their chat session stands, once the transaction is committed."""
    frame = encode(ChatSessionOpened(chat_session=state_of(chat_session)))
    publish_on_commit([Envelope(customer_topic(chat_session.customer_id), 0, frame)])


def state_of(chat_session: ChatSession) -> ChatSessionState:
    """What its customer may know of a chat session."""
    agent = None
    if chat_session.responsible_id is not None:
        agent = Sender(kind="agent", id=chat_session.responsible_id, name=chat_session.responsible_name)
    return ChatSessionState(
        id=chat_session.id, phase=cast(ChatSessionPhase, chat_session.phase), opened_at=chat_session.opened_at,
        last_seq=chat_session.public_seq, agent=agent, read=read_marks(chat_session),
        absent_until=chat_session.absent_until,
    )  # fmt: skip


def read_marks(chat_session: ChatSession) -> ReadMarks:
    return ReadMarks(customer=chat_session.customer_read_seq, agent=chat_session.agent_read_seq)
