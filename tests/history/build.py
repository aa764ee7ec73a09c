"""Customers and chat sessions for history's tests, written through the models."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User

from agents.groups import default_group
from agents.models import Agent
from chat.ids import NOBODY
from chat.models import ChatSession, Customer, Kind, Lane, Message, SenderKind, Site

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def site(name: str = "Teahouse") -> Site:
    return Site.objects.get_or_create(name=name)[0]


def customer(name: str = "", email: str = "", *, seen_minutes: int = 0, **more: Any) -> Customer:
    made = Customer.objects.create(site=site(), name=name, email=email, **more)
    Customer.objects.filter(pk=made.pk).update(last_seen_at=T0 + timedelta(minutes=seen_minutes))
    made.refresh_from_db()
    return made


def chat_session(of: Customer, *, public: int = 0, staff: int = 0, **more: Any) -> ChatSession:
    """A closed one, with so many entries per lane, one a minute, the notes half a minute later."""
    more.setdefault("queue_id", default_group().id)  # every agent's
    made = ChatSession.objects.create(
        site=of.site, customer=of, phase="closed", public_seq=public, staff_seq=staff, **more
    )
    Message.objects.bulk_create(
        [
            entry(made, Lane.PUBLIC, seq, f"word {seq}", T0 + timedelta(minutes=seq))
            for seq in range(1, public + 1)
        ]
        + [
            entry(made, Lane.STAFF, seq, f"note {seq}", T0 + timedelta(minutes=seq, seconds=30))
            for seq in range(1, staff + 1)
        ]
    )
    return made


def entry(of: ChatSession, lane: Lane, seq: int, text: str, at: datetime, **more: Any) -> Message:
    defaults = {
        "kind": Kind.TEXT,
        "sender_kind": SenderKind.CUSTOMER,
        "sender_id": NOBODY,
        "client_id": uuid4(),
    }
    return Message(chat_session=of, lane=lane, seq=seq, text=text, created_at=at, **(defaults | more))


def staff(username: str = "mina", *, agent: bool = True, is_staff: bool = True, **more: Any) -> User:
    user = User.objects.create_user(username, password="correct horse", is_staff=is_staff, **more)
    if agent:
        Agent.objects.create(user=user, name=username.title())
    return user
