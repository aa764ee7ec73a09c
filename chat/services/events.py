"""Log events that services write, and telling of a chat session's state."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from chat.bus.publish import publish_on_commit
from chat.hub.topics import Envelope, customer_topic
from chat.log.drafts import Draft, Stored, event_draft
from chat.log.telling import entry_envelopes
from chat.log.writer import append
from chat.models import ChatSession
from chat.protocol.base import encode
from chat.protocol.frames import ChatSessionOpened, ChatSessionPhase, ChatSessionState, ReadMarks
from chat.protocol.log_events import LogEvent, Sender


def append_event(chat_session_id: UUID, event: LogEvent) -> Stored:
    """Write a system event in the running transaction and tell of it once that is committed."""
    (stored,) = append_events([(chat_session_id, event)])
    return stored


def append_events(events: Iterable[tuple[UUID, LogEvent]]) -> list[Stored]:
    """Write many in one round trip."""
    return append_and_tell([event_draft(chat_session_id, event) for chat_session_id, event in events])


def append_and_tell(drafts: Sequence[Draft]) -> list[Stored]:
    """Write in the running transaction, all or nothing, and tell of what is new once that is committed.

    Raises `Refused`, which must end the transaction.
    """
    places: list[Stored] = []
    told: list[Envelope] = []
    for draft, stored in zip(drafts, append(drafts), strict=True):
        if not isinstance(stored, Stored):
            raise stored
        places.append(stored)
        told += entry_envelopes(draft, stored) if stored.fresh else ()
    publish_on_commit(told)
    return places


def tell_customer(chat_session: ChatSession) -> None:
    """Tell all of the customer's tabs how their chat session stands, once the transaction is committed."""
    frame = encode(ChatSessionOpened(chat_session=state_of(chat_session)))
    publish_on_commit([Envelope(customer_topic(chat_session.customer_id), 0, frame)])


def state_of(chat_session: ChatSession) -> ChatSessionState:
    """What its customer may know of a chat session."""
    return chat_session_state(
        chat_session.id, cast(ChatSessionPhase, chat_session.phase), chat_session.opened_at,
        chat_session.public_seq, chat_session.responsible_id, chat_session.responsible_name,
        chat_session.customer_read_seq, chat_session.agent_read_seq, chat_session.absent_until,
    )  # fmt: skip


def chat_session_state(
    id_: UUID, phase: ChatSessionPhase, opened_at: datetime, last_seq: int, agent_id: UUID | None, agent_name: str,
    customer_read: int, agent_read: int, absent_until: datetime | None,
) -> ChatSessionState:  # fmt: skip
    """The same of a row's columns, in their order."""
    agent = None if agent_id is None else Sender(kind="agent", id=agent_id, name=agent_name)
    read = ReadMarks(customer=customer_read, agent=agent_read)
    return ChatSessionState(
        id=id_, phase=phase, opened_at=opened_at, last_seq=last_seq, agent=agent, read=read,
        absent_until=absent_until,
    )  # fmt: skip


def read_marks(chat_session: ChatSession) -> ReadMarks:
    return ReadMarks(customer=chat_session.customer_read_seq, agent=chat_session.agent_read_seq)
