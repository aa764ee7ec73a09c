"""Customers and agents for the benchmarks, with what each needs to connect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore

from agents.models import Agent
from agents.services.tickets import issue_ticket
from chat.ids import new_id
from chat.log.drafts import event_draft
from chat.log.writer import append
from chat.models import ChatSession, Customer, CustomerToken, Phase, Site
from chat.protocol.log_events import Opened
from chat.services.identify import token_sha256

BATCH = 500


@dataclass(frozen=True)
class Talk:
    """A running chat session: its customer with a token, and the agent responsible."""

    chat_session: str
    token: str
    agent: Agent

    def customer(self, url: str) -> dict[str, Any]:
        """What the load generator's customer connects with."""
        return widget(self.token, url) | {"chat_session": self.chat_session}

    def staff(self, url: str) -> dict[str, Any]:
        """The same for the agent; good for 30 s."""
        return console(self.agent, url) | {"chat_session": self.chat_session}


def console(agent: Agent, url: str) -> dict[str, Any]:
    """What an agent's console connects with; good for 30 s."""
    login = SessionStore()
    login["_auth_user_id"] = str(agent.user_id)
    login.create()
    key = login.session_key or ""
    ticket = issue_ticket(agent=agent, login_session_key=key)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}", "Origin": url.replace("ws://", "http://")}
    return {"url": f"{url}/ws/agent", "headers": headers, "hello": {"type": "hello", "ticket": ticket}}


def widget(token: str, url: str) -> dict[str, Any]:
    """What a customer's widget connects with."""
    return {"url": f"{url}/ws/customer", "hello": {"type": "hello", "token": token}}


def tokens_of(customers: Sequence[Customer]) -> list[str]:
    """A token for each."""
    tokens = [f"token-{new_id()}-of-43-characters" for _ in customers]
    CustomerToken.objects.bulk_create(
        [
            CustomerToken(customer=customer, sha256=bytes.fromhex(token_sha256(token)))
            for customer, token in zip(customers, tokens, strict=True)
        ],
        BATCH,
    )
    return tokens


def make_talks(count: int, *, agents: int) -> list[Talk]:
    """So many running chat sessions, shared evenly among so many new agents."""
    site = Site.objects.create(name="Bench")
    staff = [_make_agent(number) for number in range(agents)]
    customers = [Customer(site=site, name=f"Customer {number}") for number in range(count)]
    Customer.objects.bulk_create(customers, BATCH)
    tokens = tokens_of(customers)
    chat_sessions = [
        ChatSession(
            site=site, customer=customer, phase=Phase.ACTIVE, responsible_id=agent.id, responsible_name=agent.name
        )
        for customer, agent in zip(customers, (staff * count)[:count], strict=True)
    ]  # fmt: skip
    ChatSession.objects.bulk_create(chat_sessions, BATCH)
    for start in range(0, count, BATCH):
        append([event_draft(each.id, Opened()) for each in chat_sessions[start : start + BATCH]])
    of_agent = {agent.id: agent for agent in staff}
    return [
        Talk(str(chat_session.id), token, of_agent[chat_session.responsible_id])
        for chat_session, token in zip(chat_sessions, tokens, strict=True)
        if chat_session.responsible_id is not None
    ]


def _make_agent(number: int) -> Agent:
    user = get_user_model().objects.create(username=f"agent-{new_id()}", is_staff=True)
    return Agent.objects.create(user=user, name=f"Agent {number}", capacity=5)
