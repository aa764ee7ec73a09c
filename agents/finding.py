"""Selector: what was said, in the chat sessions that an agent is at work with, or in one customer's past."""

from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agents.cards import visible_chat_sessions
from agents.groups import groups_of
from agents.models import Agent
from agents.protocol import Hit
from agents.rules.excerpts import excerpt
from chat.models import SAID, ChatSession, Message, Phase
from chat.protocol.log_events import Sender
from chat.protocol.refusals import Refused

MOST_HITS = 50
LONGEST_SEARCH_MS = 2_000
CANCELLED = "57014"


def find(*, agent_id: UUID, text: str, customer_id: UUID | None) -> tuple[list[Hit], bool]:
    """The latest hits, and whether there are more. Raises `Refused("unavailable")` when it takes too long."""
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    if customer_id is None:
        chat_sessions = _at_work_with(agent)
    else:
        chat_sessions = visible_chat_sessions(agent).filter(customer=customer_id)
    said = Message.objects.filter(
        chat_session__in=chat_sessions.order_by().values("pk"), kind__in=SAID, text__icontains=text.strip()
    )
    rows = said.order_by("-created_at", "-id").values_list(
        "chat_session", "seq", "lane", "created_at", "text", "sender_kind", "sender_id", "sender_name",
        "chat_session__customer__name", "chat_session__customer__email",
    )  # fmt: skip
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{LONGEST_SEARCH_MS}ms"])
            found = list(rows[: MOST_HITS + 1])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != CANCELLED:
            raise
        raise Refused(
            "unavailable", _("This search takes too long. Look for more words."), retry_after=5.0
        ) from None
    hits = [
        Hit(
            chat_session=chat_session,
            seq=seq,
            lane=lane,  # type: ignore[arg-type]
            at=at,
            excerpt=excerpt(body, text.strip()),
            who=Sender(kind=kind, id=sender, name=name),  # type: ignore[arg-type]
            customer_name=customer_name or email,
        )
        for chat_session, seq, lane, at, body, kind, sender, name, customer_name, email in found[:MOST_HITS]
    ]
    return hits, len(found) > MOST_HITS


def _at_work_with(agent: Agent) -> QuerySet[ChatSession]:
    """What they answer or help in, and what waits in their queues."""
    groups = list(groups_of(agent).values_list("pk", flat=True))
    takes_part = Q(responsible_id=agent.id) | Q(participant_ids__contains=[agent.id])
    in_line = (Q(queue_id__in=groups) | Q(queue_id=None)) & Q(phase__in=[Phase.WAITING, Phase.LEFT])
    return ChatSession.objects.exclude(phase=Phase.CLOSED).filter(takes_part | in_line)
