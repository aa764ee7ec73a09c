"""Selector: all that is known of the customer of a chat session, for an agent who may see it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left

from agents.browsers import browser_of, system_of
from agents.groups import part_of, with_groups
from agents.models import SkillGroup
from agents.protocol import Attribute, CustomerDetails, Device, EarlierChatSession
from agents.rules.sight import Part, Seen, may_see
from chat.models import SAID, ChatSession, Lane, Message, PageView, Phase
from chat.models import Device as StoredDevice
from chat.protocol import facts
from chat.services.visits import MOST_PAGES

MOST_EARLIER = 50
LAST_TEXT_CHARS = 200


def customer_details(*, agent_id: UUID, chat_session_id: UUID) -> CustomerDetails:
    """The caller has seen to it that the agent may see the chat session. Five queries."""
    related = ("customer__care", "customer__device", "given_answers")
    chat_session = ChatSession.objects.select_related(*related).get(pk=chat_session_id)
    customer = chat_session.customer
    device = getattr(customer, "device", None)
    care = getattr(customer, "care", None)
    given = getattr(chat_session, "given_answers", None)
    return CustomerDetails(
        id=customer.id,
        name=customer.name,
        email=customer.email,
        verified=customer.verified,
        external_id=customer.external_id,
        priority=care.priority if care else 0,
        first_seen_at=customer.created_at,
        last_seen_at=customer.last_seen_at,
        attributes=[Attribute(name, _shown(value)) for name, value in sorted(customer.attributes.items())],
        pages=_pages(customer.id),
        referrer=device.referrer if device else "",
        device=_device(device),
        answers=msgspec.convert(given.answers, list[facts.Answer]) if given else [],
        earlier=_earlier(chat_session, agent_id),
    )


def _shown(value: object) -> str:
    """As people read it: true, not True."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _device(device: StoredDevice | None) -> Device:
    if device is None:
        return Device()
    return Device(
        browser=browser_of(device.user_agent),
        system=system_of(device.user_agent),
        language=device.language,
        time_zone=device.time_zone,
        screen=device.screen,
    )


def _pages(customer_id: UUID) -> list[facts.PageView]:
    rows = PageView.objects.filter(customer=customer_id).order_by("-id")[:MOST_PAGES]
    return [facts.PageView(*row) for row in reversed(rows.values_list("url", "title", "at"))]


def _earlier(chat_session: ChatSession, agent_id: UUID) -> list[EarlierChatSession]:
    """The customer's other chat sessions, the newest first; of those that the agent may not read, only when."""
    groups = {group.id: group for group in SkillGroup.objects.all()}
    part = part_of(with_groups().get(pk=agent_id), groups.values())
    names = {pk: group.name for pk, group in groups.items()}
    said = Message.objects.filter(chat_session=OuterRef("pk"), lane=Lane.PUBLIC, kind__in=SAID).order_by(
        "-seq"
    )
    others = ChatSession.objects.filter(customer=chat_session.customer_id).exclude(pk=chat_session.pk)
    rows = others.order_by("-opened_at")[:MOST_EARLIER].values(
        "id", "opened_at", "closed_at", "phase", "queue_id", "responsible_id", "responsible_name",
        "participant_ids", "outcome__disposition__name",
        last_text=Subquery(said.values(start=Left("text", LAST_TEXT_CHARS))[:1]),
    )  # fmt: skip
    return [_one_earlier({**row}, agent_id, part, names) for row in rows]


def _one_earlier(
    row: dict[str, Any], agent_id: UUID, part: Part, names: Mapping[UUID, str]
) -> EarlierChatSession:
    agents = [row["responsible_id"], *row["participant_ids"]]
    seen = may_see(agent_id, part, Seen(row["queue_id"], row["phase"] == Phase.CLOSED, agents))
    when = {"id": row["id"], "opened_at": row["opened_at"], "closed_at": row["closed_at"]}
    if not seen:
        return EarlierChatSession(**when, agent=None, group=None, disposition=None, last_text="", seen=False)
    return EarlierChatSession(
        **when,
        agent=row["responsible_name"] or None,
        group=names.get(row["queue_id"]),
        disposition=row["outcome__disposition__name"],
        last_text=row["last_text"] or "",
        seen=True,
    )
