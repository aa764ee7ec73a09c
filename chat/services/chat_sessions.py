"""The customer's part in the life of a chat session: opened, left as a message, read, closed.

All of them may be repeated safely: the second time finds the work done.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from chat.bus.publish import publish_on_commit
from chat.compiled import Compiled
from chat.hub.topics import Envelope, lane_topic
from chat.log.drafts import Draft, Stored
from chat.models import ChatSession, Customer, Message, Phase
from chat.ports import Admission, PlaceInLine, assignment
from chat.protocol.base import encode
from chat.protocol.facts import Answer
from chat.protocol.frames import ChatSessionState, ReadEvent
from chat.protocol.log_events import Closed, LeftMessage, LogEvent, Opened, Reopened, SenderKind
from chat.protocol.refusals import Refused
from chat.services.answers import keep_answers
from chat.services.events import append_and_tell, append_event, read_marks, state_of, tell_customer
from chat.services.visits import tell_customer_changed


def changed_since(*, customers: Sequence[UUID], since: datetime) -> dict[UUID, ChatSessionState]:
    """Each of these customers' latest chat session, if it began to wait since then or misses its agent."""
    lately = Q(opened_at__gte=since) | Q(waiting_since__gte=since) | Q(absent_until__gte=since)
    latest = (
        ChatSession.objects.filter(lately, customer_id__in=customers)
        .order_by("customer_id", "-opened_at")
        .distinct("customer_id")
    )
    return {row.customer_id: state_of(row) for row in latest}


@transaction.atomic
def open_chat_session(
    *, customer_id: UUID, language: str = "", anew: bool = False, answers: Sequence[Answer] = ()
) -> ChatSessionState:
    """The customer's one open chat session: the open one, else the one that ended just now, else a new one.

    With `anew`, what ended stays ended. The answers are kept with what begins now.

    Raises `Refused`: unknown; offline (nobody takes chats now).
    """
    customer = _locked(customer_id)
    last = _last_one(customer)
    if last is not None and last.phase in (Phase.WAITING, Phase.ACTIVE):
        return state_of(last)
    admitted = _admission(customer, language)
    if not admitted.open:
        if last is None or last.phase == Phase.CLOSED:
            raise Refused("offline")
        return state_of(last)
    if last is None or (last.phase == Phase.CLOSED and (anew or not _may_reopen(last))):
        return state_of(_begin(customer, Phase.WAITING, Opened(), admitted.queue, answers))
    _begin_again(last, admitted.queue)
    if answers:
        keep_answers(last.id, answers)
        tell_customer_changed(customer.id)
    return state_of(last)


@transaction.atomic
def leave_message(
    *,
    customer_id: UUID,
    client_id: UUID,
    text: str,
    name: str,
    email: str,
    language: str,
    answers: Sequence[Answer] = (),
) -> tuple[UUID, Stored]:
    """Store a message that is answered later, in a chat session for which nobody waits.

    Where one is open already it goes there. Raises `Refused`: unknown, conflict.
    """
    customer = _locked(customer_id)
    if (again := _left_already(customer, client_id, text)) is not None:
        return again
    missing = {
        key: value
        for key, value in (("name", name), ("email", email))
        if value and not getattr(customer, key)
    }
    chat_session = _last_one(customer)
    if chat_session is None or chat_session.phase == Phase.CLOSED:
        queue = assignment().queue_for(site_id=customer.site_id, language=language)
        chat_session = _begin(customer, Phase.LEFT, LeftMessage(), queue, answers)
    if missing and not customer.verified:
        Customer.objects.filter(pk=customer.id).update(**missing)
        customer.refresh_from_db()
        tell_customer_changed(customer.id)
    draft = Draft(
        chat_session=chat_session.id, lane="public", sender_kind="customer", sender_id=customer.id,
        sender_name=customer.name, client_id=client_id, text=text,
    )  # fmt: skip
    (stored,) = append_and_tell([draft])
    return chat_session.id, stored


def _left_already(customer: Customer, client_id: UUID, text: str) -> tuple[UUID, Stored] | None:
    """A resend that comes when its chat session has ended must not open another one."""
    known = Message.objects.filter(
        chat_session__customer=customer, sender_id=customer.id, client_id=client_id
    )
    found = known.first()
    if found is None:
        return None
    if found.text != text:
        raise Refused("conflict")
    return found.chat_session_id, Stored(found.seq, found.created_at, fresh=False)


def admission(*, customer_id: UUID, language: str) -> Admission:
    """Would a chat session of this customer be taken now? Raises `Refused("unknown")`."""
    return _admission(_known(list(Customer.objects.filter(pk=customer_id))), language)


def place_in_line(*, chat_session: UUID, customer: UUID) -> PlaceInLine | None:
    """Where the customer's chat session stands; None while it does not wait. Raises `Refused("unknown")`."""
    if not ChatSession.objects.filter(pk=chat_session, customer_id=customer).exists():
        raise Refused("unknown")
    return assignment().place(chat_session_id=chat_session)


@transaction.atomic
def close_chat_session(
    *, chat_session: UUID, by: SenderKind, customer: UUID | None = None, reason: str = ""
) -> bool:
    """End a chat session; whether it was still open. Raises `Refused("unknown")` when it is not this customer's."""
    found = ChatSession.objects.select_for_update(no_key=True).filter(pk=chat_session).first()
    if found is None or (customer is not None and found.customer_id != customer):
        raise Refused("unknown")
    if found.phase == Phase.CLOSED:
        return False
    found.phase = Phase.CLOSED
    found.closed_at = timezone.now()
    found.absent_until = None
    found.participant_ids = []
    found.unanswered_since = None
    found.save(update_fields=["phase", "closed_at", "absent_until", "participant_ids", "unanswered_since"])
    append_event(found.id, Closed(by=by, reason="idle" if reason == "idle" else ""))
    assignment().closes(found)
    return True


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


def _locked(customer_id: UUID) -> Customer:
    """The customer's row, locked before any of their chat sessions: two tabs open one chat session."""
    return _known(LOCKED_CUSTOMER.objects(customer_id))


LOCKED_CUSTOMER = Compiled(lambda id_: Customer.objects.select_for_update(no_key=True).filter(pk=id_))


def _known(found: Sequence[Customer]) -> Customer:
    if not found:
        raise Refused("unknown")
    return found[0]


def _admission(customer: Customer, language: str) -> Admission:
    return assignment().admission(site_id=customer.site_id, customer_id=customer.id, language=language)


def _last_one(customer: Customer) -> ChatSession | None:
    """The customer's open chat session, else the one that ended last; its row locked."""
    return next(iter(LAST_ONE.objects(customer.id)), None)


LAST_ONE = Compiled(
    lambda customer_id: (
        ChatSession.objects.filter(customer=customer_id)
        .select_for_update(no_key=True)
        .order_by(F("closed_at").desc(nulls_first=True))[:1]
    )
)


def _may_reopen(chat_session: ChatSession) -> bool:
    ended = chat_session.closed_at
    return ended is not None and assignment().may_reopen(chat_session_id=chat_session.id, closed_at=ended)


def _begin(
    customer: Customer, phase: Phase, event: LogEvent, queue: UUID | None, answers: Sequence[Answer]
) -> ChatSession:
    chat_session = ChatSession.objects.create(
        site_id=customer.site_id, customer=customer, phase=phase, queue_id=queue
    )
    keep_answers(chat_session.id, answers)
    Customer.objects.filter(pk=customer.id).update(last_seen_at=timezone.now())
    if phase == Phase.LEFT:
        assignment().leaves(chat_session, queue=queue)
    else:
        assignment().opens(chat_session, queue=queue)
    _begun(chat_session, event)
    return chat_session


def _begin_again(chat_session: ChatSession, queue: UUID | None) -> None:
    """An ended chat session goes on, or a left message now waits for somebody."""
    was_closed = chat_session.phase == Phase.CLOSED
    chat_session.phase = Phase.WAITING
    chat_session.responsible_id, chat_session.responsible_name = None, ""
    chat_session.closed_at = None
    chat_session.waiting_since = timezone.now()
    chat_session.save(
        update_fields=["phase", "responsible_id", "responsible_name", "closed_at", "waiting_since"]
    )
    assignment().opens(chat_session, queue=queue)
    _begun(chat_session, Reopened() if was_closed else Opened())


def _begun(chat_session: ChatSession, event: LogEvent) -> None:
    chat_session.public_seq = append_event(chat_session.id, event).seq
    tell_customer(chat_session)
    transaction.on_commit(
        lambda: assignment().waits(chat_session_id=chat_session.id, queue=chat_session.queue_id), robust=True
    )
