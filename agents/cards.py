"""Selectors: what staff see of chat sessions, of offers and of each other."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject, Left
from msgspec import Struct

from agents.groups import groups_of_role, member_of
from agents.models import Agent, Disposition, Membership, Offer, SkillGroup, Tagging
from agents.presence.effective import effective_status, is_present
from agents.protocol import (
    AgentState,
    AgentStatus,
    ChatSessionCard,
    Colleague,
    CustomerCard,
    EffectiveStatus,
    OfferCard,
)
from agents.roles import Role, role_of
from chat.compiled import Compiled, IsAnyOf
from chat.models import SAID, ChatSession, Lane, Message, PageView, Phase
from chat.protocol import facts
from chat.protocol.frames import Amended, ChatSessionPhase, ReadMarks, SaidKind
from chat.protocol.log_events import Sender

LAST_TEXT_CHARS = 200


class LastSaid(Struct, frozen=True):
    """What was last said in public, as a query's one column of JSON."""

    seq: int = 0
    kind: SaidKind = "text"
    text: str = ""
    amended: Amended = ""


def visible_chat_sessions(agent: Agent) -> QuerySet[ChatSession]:
    """Which chat sessions an agent may read: those of their groups, their own, and those they help in.

    One without a queue is for everybody while it is open. Once ended, it is from before there were queues: nobody can
    say any more who may read it, so only who oversees a group may.
    """
    role = role_of(agent.user)
    if role is None:
        return ChatSession.objects.none()
    if role is Role.ADMINISTRATOR:
        return ChatSession.objects.all()
    groups = list(groups_of_role(agent, role).values_list("pk", flat=True))
    oversees = Membership.objects.filter(agent=agent, supervises=True)
    may_look_back = Q(Exists(oversees)) if role is Role.SUPERVISOR else Q(pk__in=[])
    return ChatSession.objects.filter(
        Q(queue_id__in=groups)
        | Q(queue_id=None) & (~Q(phase=Phase.CLOSED) | may_look_back)
        | Q(responsible_id=agent.id)
        | Q(participant_ids__contains=[agent.id])
    )


def dispositions_for(group_ids: Collection[UUID]) -> QuerySet[Disposition]:
    """The reason codes that these groups give: their own, and those of all."""
    given = Disposition.objects.filter(is_active=True)
    return given.filter(Q(groups=None) | Q(groups__in=group_ids)).distinct()


def agent_state(agent: Agent, present: frozenset[UUID] | None, now: datetime) -> AgentState:
    """An agent as they see themselves."""
    is_paused = agent.wrap_up_until is not None and agent.wrap_up_until > now
    return AgentState(
        id=agent.id,
        name=agent.name,
        status=cast(AgentStatus, agent.status),
        status_reason=agent.status_reason,  # type: ignore[arg-type]
        effective=_effective(agent, present, now),
        capacity=agent.capacity,
        load=agent.active_slots,
        wrap_up_until=agent.wrap_up_until if is_paused else None,
        wrap_up_extendable=is_paused and agent.wrap_up_extra_seconds > 0,
        misses=agent.misses,
    )


def colleagues(agents: Iterable[Agent], present: frozenset[UUID] | None, now: datetime) -> list[Colleague]:
    """Agents as others see them. One query, of agents from `with_groups`."""
    everywhere = list(SkillGroup.objects.filter(for_everyone=True).order_by().values_list("pk", flat=True))
    return [
        Colleague(
            id=agent.id,
            name=agent.name,
            effective=_effective(agent, present, now),
            capacity=agent.capacity,
            load=agent.active_slots,
            misses=agent.misses,
            groups=sorted({*everywhere, *member_of(agent)}),
        )
        for agent in agents
        if agent.is_on_staff
    ]


def _effective(agent: Agent, present: frozenset[UUID] | None, now: datetime) -> EffectiveStatus:
    return effective_status(
        status=agent.status,
        is_present=is_present(agent.id, agent.connected_until, present, now),
        wrap_up_until=agent.wrap_up_until,
        active_slots=agent.active_slots,
        capacity=agent.capacity,
        now=now,
    )


def cards(found: Compiled[ChatSession], *ids: list[UUID]) -> list[ChatSessionCard]:
    """Of a query of `card_columns`."""
    return [_card(*row) for row in found.rows(*ids)]


def cards_of(ids: Iterable[UUID]) -> dict[UUID, ChatSessionCard]:
    """One query."""
    return {card.id: card for card in cards(CARDS_OF, list(ids))}


def card_columns(chat_sessions: QuerySet[ChatSession]) -> QuerySet[ChatSession, Any]:
    """What `cards` are made of."""
    tags = Tagging.objects.filter(chat_session=OuterRef("pk")).order_by("tag__name")
    entries = Message.objects.filter(chat_session=OuterRef("pk"), lane=Lane.PUBLIC).order_by("-seq")
    said = JSONObject(seq="seq", kind="kind", text=Left("text", LAST_TEXT_CHARS), amended="amended")
    return chat_sessions.values_list(
        "id", "phase", "site__name", "site_id", "queue_id",
        "customer", "customer__name", "customer__email", "customer__verified", "customer__care__priority",
        "responsible_id", "responsible_name", "participant_ids",
        "opened_at", Coalesce("routing__waiting_since", "waiting_since"),
        Coalesce("routing__order_at", "waiting_since"), "closed_at", "absent_until", "unanswered_since",
        "public_seq", "customer_read_seq", "agent_read_seq",
        Subquery(entries.filter(kind__in=SAID).values(said=said)[:1]),
        Subquery(entries.values("created_at")[:1]),
        ArraySubquery(tags.values("tag__name")),
    )  # fmt: skip


CARDS_OF = Compiled(lambda ids: card_columns(ChatSession.objects.filter(IsAnyOf("pk", ids)).order_by()))


def _card(
    id_: UUID, phase: ChatSessionPhase, site: str, site_id: UUID, group: UUID | None,
    customer: UUID, name: str, email: str, verified: bool, priority: int | None,
    responsible_id: UUID | None, responsible_name: str, helpers: list[UUID],
    opened_at: datetime, waiting_since: datetime, order_at: datetime, closed_at: datetime | None,
    absent_until: datetime | None, unanswered_since: datetime | None,
    last_seq: int, customer_read: int, agent_read: int, said: str | None, last_at: datetime | None,
    tags: list[str],
) -> ChatSessionCard:  # fmt: skip
    responsible = None
    if responsible_id is not None:
        responsible = Sender(kind="agent", id=responsible_id, name=responsible_name)
    last = LastSaid() if said is None else msgspec.json.decode(said, type=LastSaid)
    return ChatSessionCard(
        id=id_,
        phase=phase,
        site=site,
        site_id=site_id,
        group=group,
        customer=CustomerCard(id=customer, name=name, email=email, verified=verified, priority=priority or 0),
        responsible=responsible,
        helpers=helpers,
        opened_at=opened_at,
        waiting_since=waiting_since,
        order_at=order_at,
        closed_at=closed_at,
        absent_until=absent_until,
        unanswered_since=unanswered_since,
        last_seq=last_seq,
        last_text=last.text,
        last_text_seq=last.seq,
        last_kind=last.kind,
        last_amended=last.amended,
        last_at=last_at or opened_at,
        read=ReadMarks(customer=customer_read, agent=agent_read),
        tags=tags,
    )


def offer_cards(offers: QuerySet[Offer]) -> list[tuple[UUID, OfferCard]]:
    """With the agent it is made to, oldest first; two queries."""
    rows = list(_offer_columns(offers))
    return _offer_cards(rows, cards_of({row[2] for row in rows}))


def ringing_cards(
    offer_ids: Iterable[UUID], found: Mapping[UUID, ChatSessionCard]
) -> list[tuple[UUID, OfferCard]]:
    """The same of offers that still ring, of those whose chat session was found; one query."""
    return _offer_cards(RINGING.rows(list(offer_ids)), found)


def _offer_columns(offers: QuerySet[Offer]) -> QuerySet[Offer, Any]:
    of_customer = ChatSession.objects.filter(customer=OuterRef("chat_session__customer")).order_by()
    counted = of_customer.values("customer").annotate(n=Count("pk")).values("n")
    # As it was when it rang, so that it reads the same whenever it is read.
    pages = PageView.objects.filter(
        customer=OuterRef("chat_session__customer"), at__lte=OuterRef("made_at")
    ).order_by("-id")
    page = JSONObject(url="url", title="title", at="at")
    return offers.order_by("made_at").values_list(
        "agent", "id", "chat_session", "made_at", "deadline", "made_by__name", "note", Subquery(counted),
        Subquery(pages.values(page=Cast(page, TextField()))[:1]),
        Cast("chat_session__given_answers__answers", TextField()),
    )  # fmt: skip


RINGING = Compiled(lambda ids: _offer_columns(Offer.objects.filter(IsAnyOf("pk", ids), outcome=None)))


def _offer_cards(
    rows: Iterable[tuple[Any, ...]], found: Mapping[UUID, ChatSessionCard]
) -> list[tuple[UUID, OfferCard]]:
    return [
        (
            agent_id,
            OfferCard(
                id=id_,
                chat_session=found[chat_session_id],
                made_at=made_at,
                deadline=deadline,
                transferred_by=made_by,
                note=note,
                earlier_chat_sessions=chat_sessions - 1,
                page=None if page is None else msgspec.json.decode(page, type=facts.PageView),
                answers=[] if answers is None else msgspec.json.decode(answers, type=list[facts.Answer]),
            ),
        )
        for agent_id, id_, chat_session_id, made_at, deadline, made_by, note, chat_sessions, page, answers in rows
        if chat_session_id in found
    ]
