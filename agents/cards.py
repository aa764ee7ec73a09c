"""Selectors: what staff see of chat sessions and of themselves, and telling them when it changed."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from agents.models import Agent
from agents.protocol import (
    AgentEvent,
    AgentState,
    AgentStatus,
    ChatSessionCard,
    ChatSessionEvent,
    CustomerCard,
    Workspace,
)
from chat.bus.publish import publish, publish_on_commit
from chat.hub.topics import FLOOR, Envelope, agent_topic
from chat.models import ChatSession, Kind, Lane, Message, Phase
from chat.protocol.base import MAX_TEXT_CHARS, encode
from chat.protocol.frames import ChatSessionPhase, Sender
from chat.services.chat_sessions import read_marks

HEARTBEAT_SECONDS = 25
LAST_TEXT_CHARS = 200
MOST_CARDS = 500


def agent_state(agent: Agent) -> AgentState:
    return AgentState(
        id=agent.id,
        name=agent.name,
        status=cast(AgentStatus, agent.status),
        capacity=agent.capacity,
        load=agent.active_slots,
    )


def visible_chat_sessions(agent: Agent) -> QuerySet[ChatSession]:
    """Which chat sessions an agent may read. All of them for now: skill groups will narrow this, here only."""
    return (
        ChatSession.objects.all()
        if agent.user.is_active and agent.user.is_staff
        else ChatSession.objects.none()
    )


def workspace(*, agent_id: UUID, ref: int | None) -> Workspace:
    """Everything the agent's workspace shows, in three queries. Raises `Agent.DoesNotExist`."""
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    seen = visible_chat_sessions(agent)
    return Workspace(
        ref=ref,
        agent=agent_state(agent),
        mine=list(_cards(seen.filter(phase=Phase.ACTIVE, responsible_id=agent.id).order_by("opened_at"))),
        waiting=list(_cards(seen.filter(phase=Phase.WAITING).order_by("waiting_since", "id"))),
        heartbeat_seconds=HEARTBEAT_SECONDS,
        max_text_chars=MAX_TEXT_CHARS,
    )


def _cards(chat_sessions: QuerySet[ChatSession]) -> Iterable[ChatSessionCard]:
    texts = Message.objects.filter(chat_session=OuterRef("pk"), lane=Lane.PUBLIC).order_by("-seq")
    rows = chat_sessions.select_related("site", "customer").annotate(
        last_text=Subquery(texts.filter(kind=Kind.TEXT).values("text")[:1]),
        last_at=Subquery(texts.values("created_at")[:1]),
    )
    return (_card(row) for row in rows[:MOST_CARDS])


def _card(row: ChatSession) -> ChatSessionCard:
    responsible = None
    if row.responsible_id is not None:
        responsible = Sender(kind="agent", id=row.responsible_id, name=row.responsible_name)
    customer = row.customer
    return ChatSessionCard(
        id=row.id,
        phase=cast(ChatSessionPhase, row.phase),
        site=row.site.name,
        customer=CustomerCard(
            id=customer.id, name=customer.name, email=customer.email, verified=customer.verified
        ),
        responsible=responsible,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        last_seq=row.public_seq,
        last_text=(row.last_text or "")[:LAST_TEXT_CHARS],  # type: ignore[attr-defined]
        last_at=row.last_at or row.opened_at,  # type: ignore[attr-defined]
        read=read_marks(row),
    )  # fmt: skip


def publish_card(chat_session_id: UUID) -> None:
    """Tell every agent how a chat session stands, once the running transaction is committed."""

    def tell() -> None:
        for card in _cards(ChatSession.objects.filter(pk=chat_session_id)):
            publish([Envelope(FLOOR, 0, encode(ChatSessionEvent(chat_session=card)))])

    transaction.on_commit(tell, robust=True)


def publish_agent(agent: Agent) -> None:
    """Tell all tabs of an agent how they stand, once the running transaction is committed."""
    publish_on_commit([Envelope(agent_topic(agent.id), 0, encode(AgentEvent(agent=agent_state(agent))))])
