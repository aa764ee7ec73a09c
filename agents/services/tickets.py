"""One-time tickets: how a login session becomes a socket (DESIGN §6)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.utils import timezone

from agents.groups import groups_of
from agents.models import Agent, Ticket
from chat.protocol.refusals import CloseCode, Closing

TICKET_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Admitted:
    """An agent who proved who they are, and the login session they did it with."""

    agent_id: UUID
    name: str
    login_session_key: str
    queues: frozenset[UUID] = frozenset()
    """The queues they hear, when they came; `agents.floor` keeps that current."""


def issue_ticket(*, agent: Agent, login_session_key: str) -> str:
    """A ticket that admits one socket of this login session within 30 s. Clears expired ones away."""
    ticket = secrets.token_urlsafe(32)
    now = timezone.now()
    Ticket.objects.filter(expires_at__lt=now).delete()
    Ticket.objects.create(
        sha256=_sha256(ticket),
        agent=agent,
        login_session_key=login_session_key,
        expires_at=now + timedelta(seconds=TICKET_SECONDS),
    )
    return ticket


def redeem_ticket(*, ticket: str, login_session_key: str) -> Admitted:
    """Use a ticket up. Raises `Closing(UNAUTHENTICATED)` unless it is fresh and from the same login session."""
    sha256 = _sha256(ticket)
    found = Ticket.objects.filter(sha256=sha256).first()
    deleted, _ = Ticket.objects.filter(sha256=sha256).delete()  # whoever deletes it, uses it
    if found is None or not deleted or found.login_session_key != login_session_key:
        raise Closing(CloseCode.UNAUTHENTICATED)
    if found.expires_at < timezone.now():
        raise Closing(CloseCode.UNAUTHENTICATED)
    return admit(agent_id=found.agent_id, login_session_key=login_session_key)


def admit(*, agent_id: UUID, login_session_key: str) -> Admitted:
    """Raises `Closing(UNAUTHENTICATED)` unless agent and login session are still good."""
    if (agent_id, login_session_key) not in still_admitted([(agent_id, login_session_key)]):
        raise Closing(CloseCode.UNAUTHENTICATED)
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    queues = frozenset(groups_of(agent).values_list("pk", flat=True))
    return Admitted(agent_id, agent.name, login_session_key, queues)


def still_admitted(pairs: list[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Of these agents with their login sessions, those who have not logged out, expired or been shut off."""
    now = timezone.now()
    keys = set(
        Session.objects.filter(session_key__in=[key for _, key in pairs], expire_date__gt=now).values_list(
            "session_key", flat=True
        )
    )
    agents = set(
        Agent.objects.filter(Agent.on_staff(), pk__in=[agent for agent, _ in pairs]).values_list(
            "pk", flat=True
        )
    )
    return {(agent, key) for agent, key in pairs if key in keys and agent in agents}


def _sha256(ticket: str) -> str:
    return hashlib.sha256(ticket.encode(errors="replace")).hexdigest()
