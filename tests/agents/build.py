"""Agents at work, skill groups and chat sessions for the tests of assignment."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from agents.models import (
    Agent,
    Assignment,
    Decision,
    Membership,
    Offer,
    OpeningHours,
    Routing,
    SkillGroup,
    Status,
)
from agents.roles import GROUPS, Role
from chat.models import ChatSession, Customer, Message
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import open_chat_session
from tests.chat.build import agent, customer

RING = {"auto_accept": False, "is_default": True, "offer_seconds": 20}


def group(name: str = "Front desk", **more: Any) -> SkillGroup:
    """The default group, which rings; with another name, one that is not the default."""
    values = {**RING, "is_default": name == "Front desk", "for_everyone": name == "Front desk"}
    return SkillGroup.objects.create(name=name, **(values | more))


def close_until_later(one: SkillGroup) -> None:
    """It opens again in three days."""
    another_day = (timezone.now().weekday() + 3) % 7
    one.opening_hours.all().delete()
    OpeningHours.objects.create(group=one, weekday=another_day, opens=time(9), closes=time(17))


def present(name: str = "mia", **more: Any) -> Agent:
    """Online, with an open console."""
    groups: dict[SkillGroup, int] = more.pop("groups", {})
    soon = timezone.now() + timedelta(minutes=5)
    values: dict[str, Any] = {"status": Status.ONLINE, "connected_until": soon}
    made = agent(name, **(values | more))
    for each, level in groups.items():
        Membership.objects.create(group=each, agent=made, level=level)
    return made


def opened(of: Customer | str = "Ada", **more: Any) -> ChatSession:
    """A customer's chat session, as opening left it."""
    who = customer(of) if isinstance(of, str) else of
    return ChatSession.objects.get(pk=open_chat_session(customer_id=who.id, **more).id)


def oversees(one: Agent, *groups: SkillGroup) -> Agent:
    """Makes somebody a supervisor of these groups."""
    one.user.groups.add(Group.objects.get_or_create(name=GROUPS[Role.SUPERVISOR])[0])
    for group in groups:
        Membership.objects.update_or_create(group=group, agent=one, defaults={"supervises": True})
    return one


def load(of: Agent) -> int:
    return Agent.objects.get(pk=of.pk).active_slots


def standing(talk: ChatSession) -> tuple[str, UUID | None]:
    """Phase, and who is responsible."""
    talk.refresh_from_db()
    return talk.phase, talk.responsible_id


def stage(talk: ChatSession) -> str:
    return Routing.objects.get(pk=talk.pk).stage


def ringing(talk: ChatSession) -> Offer:
    """The live offer of a chat session."""
    return Offer.objects.get(chat_session=talk, outcome=None)


def rings_at(talk: ChatSession) -> str | None:
    """The name of who it rings at now."""
    live = Offer.objects.filter(chat_session=talk, outcome=None).select_related("agent").first()
    return live.agent.name.lower() if live else None


def time_is_over(offer: Offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(deadline=timezone.now() - timedelta(seconds=1))


def events(talk: ChatSession) -> list[str]:
    """The names of the public lane's events, in order."""
    rows = Message.objects.filter(chat_session=talk, lane="public", kind="event").order_by("seq")
    return list(rows.values_list("event__name", flat=True))


def decisions(talk: ChatSession) -> list[tuple[str, str | None]]:
    """The trace: kind and agent."""
    rows = Decision.objects.filter(chat_session=talk).order_by("id").values_list("kind", "agent__name")
    return [(kind, name and name.lower()) for kind, name in rows]


def check_slots() -> None:
    """Every agent's slots are their live offers and those live assignments that count."""
    for each in Agent.objects.all():
        live = Offer.objects.filter(agent=each, outcome=None).count()
        counting = Assignment.objects.filter(agent=each, ended_at=None, counts=True).count()
        assert each.active_slots == live + counting, each.name


def refusal(work: Callable[..., object], **asked: Any) -> str:
    """The code with which a service refuses."""
    with pytest.raises(Refused) as no:
        work(**asked)
    return no.value.code
