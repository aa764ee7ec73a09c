"""Customers, chat sessions and drafts for the tests of the heart; and a node that is all in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import sync_to_async
from django.db import connection

from agents.models import Agent
from chat.bus.memory import MemoryBus
from chat.ids import new_id
from chat.log.drafts import Draft
from chat.models import ChatSession, Customer, Message, Phase, Site
from chat.node import Node


def customer(name: str = "Ada") -> Customer:
    site, _ = Site.objects.get_or_create(name="Teahouse")
    return Customer.objects.create(site=site, name=name)


def chat_session(of: Customer | None = None, *, responsible: UUID | None = None) -> ChatSession:
    """A waiting one, or with `responsible` an active one; its lanes are empty."""
    of = of or customer()
    phase = Phase.ACTIVE if responsible else Phase.WAITING
    return ChatSession.objects.create(site=of.site, customer=of, phase=phase, responsible_id=responsible)


def said(by: ChatSession, text: str = "hello", **more: Any) -> Draft:
    """A draft of the chat session's own customer, unless told otherwise."""
    values: dict[str, Any] = {
        "chat_session": by.id,
        "lane": "public",
        "sender_kind": "customer",
        "sender_id": by.customer_id,
        "sender_name": "Ada",
        "client_id": uuid4(),
        "text": text,
    }
    return Draft(**(values | more))


def answered(in_: ChatSession, text: str = "good day", **more: Any) -> Draft:
    """A draft of the agent responsible."""
    agent = {"sender_kind": "agent", "sender_id": in_.responsible_id or new_id(), "sender_name": "Mia"}
    return said(in_, text, **(agent | more))


def lane(of: ChatSession, name: str = "public") -> list[tuple[int, str]]:
    """What is stored: place and text."""
    return list(Message.objects.filter(chat_session=of, lane=name).order_by("seq").values_list("seq", "text"))


def counters(of: ChatSession) -> tuple[int, int]:
    return ChatSession.objects.values_list("public_seq", "staff_seq").get(pk=of.pk)


def agent(name: str = "mia", *, capacity: int = 5, **more: Any) -> Agent:
    """Somebody who answers; offline and without a console unless told otherwise."""
    from django.contrib.auth.models import User

    user = User.objects.create_user(name, is_staff=True)
    return Agent.objects.create(user=user, name=name.title(), capacity=capacity, **more)


@asynccontextmanager
async def node_in_memory(wire: set[MemoryBus] | None = None) -> AsyncIterator[Node]:
    """A node whose bus is memory. It is told of nothing but what is given to it."""
    node = Node(MemoryBus(wire))
    await node.bus.start(node.hub.deliver)
    try:
        yield node
    finally:
        await node.stop()
        await sync_to_async(lambda: connection.close())()
