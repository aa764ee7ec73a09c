"""Silent customers: asked whether they are still there, then closed; and meanwhile, perhaps, not counted."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from agents.clock import database_now
from agents.engine import serve_groups_of
from agents.holding import Held, hold
from agents.models import Routing, Stage
from agents.rules.silence import Close, LookAgain, Warn, after_silence
from agents.services.due import do_each
from agents.slots import force_slot, free_slot
from agents.telling import tell_agents
from chat.models import SAID, Lane, Message, SenderKind
from chat.protocol.log_events import IdleWarned
from chat.services.chat_sessions import close_chat_session
from chat.services.events import append_event

LOOK_SECONDS = 2


def look_at_silent() -> int:
    """Look at each chat session whose time to be looked at has come; how many were warned or closed."""
    due = Routing.objects.filter(stage=Stage.ASSIGNED, look_at__lte=database_now()).order_by("look_at")
    return do_each(list(due.values_list("pk", flat=True)[:500]), _look)


@transaction.atomic
def _look(chat_session_id: UUID) -> bool:
    held = hold(chat_session_id)
    now, routing, group = database_now(), held.routing, held.routing.group
    if routing.stage != Stage.ASSIGNED or routing.look_at is None or routing.look_at > now:
        return False
    customer_at, agent_at = last_texts(held.id)
    counted_again_at = _count_slot(held, customer_at, agent_at, now)
    step = after_silence(
        now=now, last_customer_at=customer_at, last_agent_at=agent_at, warned_at=routing.warned_at,
        warn_seconds=group.warn_idle_seconds, close_seconds=group.close_idle_seconds,
    )  # fmt: skip
    match step:
        case Warn(closes_at):
            routing.warned_at = now
            routing.look_at = min(closes_at, now + timedelta(seconds=group.warn_idle_seconds or 0))
            append_event(held.id, IdleWarned(closes_at=closes_at))
        case Close():
            close_chat_session(chat_session=held.id, by="system", reason="idle")
            return True
        case LookAgain(at):
            if routing.warned_at is not None and customer_at is not None and customer_at > routing.warned_at:
                routing.warned_at = None
            routing.look_at = at
        case _:
            routing.look_at = None
    if counted_again_at is not None:
        routing.look_at = min(filter(None, (routing.look_at, counted_again_at)))
    routing.save(update_fields=["warned_at", "look_at"])
    return isinstance(step, Warn)


def last_texts(chat_session_id: UUID) -> tuple[datetime | None, datetime | None]:
    """When the customer last wrote, and when an agent did."""
    texts = Message.objects.filter(chat_session=chat_session_id, lane=Lane.PUBLIC, kind__in=SAID)
    last_of = (
        texts.filter(sender_kind=kind).order_by("-seq") for kind in (SenderKind.CUSTOMER, SenderKind.AGENT)
    )
    customer_at, agent_at = (each.values_list("created_at", flat=True).first() for each in last_of)
    return customer_at, agent_at


def _count_slot(
    held: Held, customer_at: datetime | None, agent_at: datetime | None, now: datetime
) -> datetime | None:
    """Whether this chat session counts to its agent's capacity now; when to ask again, None: never."""
    assignment, limit = held.assignment, held.routing.group.idle_frees_slot_seconds
    if assignment is None or limit is None:
        return None
    silent_since = (
        agent_at if agent_at is not None and (customer_at is None or agent_at > customer_at) else None
    )
    frees_at = None if silent_since is None else silent_since + timedelta(seconds=limit)
    counts = frees_at is None or frees_at > now
    if counts != assignment.counts:
        assignment.counts = counts
        assignment.save(update_fields=["counts"])
        if counts:
            force_slot(assignment.agent_id)
        else:
            free_slot(assignment.agent_id)
            serve_groups_of([assignment.agent_id])
        tell_agents([assignment.agent_id])
    if counts and frees_at is not None:
        return frees_at
    # While it does not count, a customer who writes again must soon be counted.
    return now + timedelta(seconds=LOOK_SECONDS if not counts else limit)
