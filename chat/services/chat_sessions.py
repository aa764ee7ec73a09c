"""The life of a chat session: opened, assigned, read, closed. One function per use case.

All of them may be repeated safely: the second time finds the work done.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from chat.bus.publish import publish_on_commit
from chat.hub.topics import Envelope, customer_topic, lane_topic
from chat.log.drafts import Stored, entry_of, event_draft
from chat.log.writer import append
from chat.models import ChatSession, Customer, Phase
from chat.ports import assignment
from chat.protocol.base import encode
from chat.protocol.frames import (
    Assigned,
    ChatSessionOpened,
    ChatSessionPhase,
    ChatSessionState,
    Closed,
    LogEvent,
    Opened,
    ReadEvent,
    ReadMarks,
    Sender,
    SenderKind,
)
from chat.protocol.refusals import Refused


def state_of(chat_session: ChatSession) -> ChatSessionState:
    """What its customer may know of a chat session."""
    agent = None
    if chat_session.responsible_id is not None:
        agent = Sender(kind="agent", id=chat_session.responsible_id, name=chat_session.responsible_name)
    return ChatSessionState(
        id=chat_session.id, phase=cast(ChatSessionPhase, chat_session.phase), opened_at=chat_session.opened_at,
        last_seq=chat_session.public_seq, agent=agent, read=read_marks(chat_session),
    )  # fmt: skip


def read_marks(chat_session: ChatSession) -> ReadMarks:
    return ReadMarks(customer=chat_session.customer_read_seq, agent=chat_session.agent_read_seq)


def opened_since(*, customers: Sequence[UUID], since: datetime) -> dict[UUID, ChatSessionState]:
    """Each of these customers' latest chat session, if it was opened since then."""
    latest = (
        ChatSession.objects.filter(customer_id__in=customers, opened_at__gte=since)
        .order_by("customer_id", "-opened_at")
        .distinct("customer_id")
    )
    return {row.customer_id: state_of(row) for row in latest}


@transaction.atomic
def open_chat_session(*, customer_id: UUID) -> ChatSessionState:
    """The customer's one open chat session; begins to wait if there was none. Raises `Refused("unknown")`."""
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is None:
        raise Refused("unknown")
    open_ones = ChatSession.objects.filter(customer=customer).exclude(phase=Phase.CLOSED)
    if found := open_ones.first():
        return state_of(found)
    try:
        with transaction.atomic():
            chat_session = ChatSession.objects.create(site_id=customer.site_id, customer=customer)
    except IntegrityError:  # another tab was faster
        return state_of(open_ones.get())
    Customer.objects.filter(pk=customer_id).update(last_seen_at=timezone.now())
    append_event(chat_session, Opened())
    chat_session.refresh_from_db()
    state = state_of(chat_session)
    publish_on_commit(
        [Envelope(customer_topic(customer_id), 0, encode(ChatSessionOpened(chat_session=state)))]
    )
    transaction.on_commit(lambda: assignment().waits(chat_session_id=chat_session.id), robust=True)
    return state


def assign_chat_session(*, chat_session: ChatSession, agent: Sender) -> None:
    """Make an agent responsible. Inside the caller's transaction, which holds the chat session's row lock."""
    chat_session.phase = Phase.ACTIVE
    chat_session.responsible_id = agent.id
    chat_session.responsible_name = agent.name
    chat_session.save(update_fields=["phase", "responsible_id", "responsible_name"])
    append_event(chat_session, Assigned(agent=agent))


@transaction.atomic
def close_chat_session(
    *, chat_session: UUID, by: SenderKind, customer: UUID | None = None, agent: UUID | None = None
) -> None:
    """End a chat session, for its customer or for the agent responsible.

    Raises `Refused`: unknown (not this customer's), forbidden (not this agent's).
    """
    found = ChatSession.objects.select_for_update(no_key=True).filter(pk=chat_session).first()
    if found is None or (customer is not None and found.customer_id != customer):
        raise Refused("unknown")
    if found.phase == Phase.CLOSED:
        return
    if agent is not None and found.responsible_id != agent:
        raise Refused("forbidden")
    found.phase = Phase.CLOSED
    found.closed_at = timezone.now()
    found.save(update_fields=["phase", "closed_at"])
    append_event(found, Closed(by=by))
    assignment().closes(chat_session_id=found.id)


@transaction.atomic
def mark_read(
    *, chat_session: UUID, seq: int, customer: UUID | None = None, agent: UUID | None = None
) -> None:
    """Raise one side's read mark; it never falls and never passes the lane's end.

    Raises `Refused`: unknown (not this customer's). An agent who is not responsible leaves no mark.
    """
    mine = ChatSession.objects.filter(pk=chat_session)
    if customer is not None:
        mine = mine.filter(customer_id=customer)
        if not mine.exists():
            raise Refused("unknown")
        moved = mine.filter(customer_read_seq__lt=Least(seq, F("public_seq"))).update(
            customer_read_seq=Greatest("customer_read_seq", Least(seq, F("public_seq")))
        )
    else:
        moved = mine.filter(responsible_id=agent, agent_read_seq__lt=Least(seq, F("public_seq"))).update(
            agent_read_seq=Greatest("agent_read_seq", Least(seq, F("public_seq")))
        )
    if moved:
        event = ReadEvent(chat_session=chat_session, read=read_marks(mine.get()))
        publish_on_commit([Envelope(lane_topic(chat_session, "public"), 0, encode(event))])


def append_event(chat_session: ChatSession, event: LogEvent) -> datetime:
    """Write a system event in the running transaction and tell of it once that is committed."""
    draft = event_draft(chat_session.id, event)
    (stored,) = append([draft])
    if not isinstance(stored, Stored):
        raise stored
    publish_on_commit(
        [Envelope(lane_topic(chat_session.id, draft.lane), stored.seq, encode(entry_of(draft, stored)))]
    )
    return stored.at
