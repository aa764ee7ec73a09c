"""Whole queues at once, for tests and benchmarks of many: made in bulk, as opening would have left them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from agents.models import Agent, Membership, Routing, SkillGroup, Status
from chat.ids import new_id
from chat.models import ChatSession, Customer, Site


def line_of(count: int, group: SkillGroup) -> list[ChatSession]:
    """So many new customers waiting in a group's queue, in the order in which they are returned."""
    site, _ = Site.objects.get_or_create(name="Teahouse")
    customers = Customer.objects.bulk_create(Customer(site=site, name=f"c{n}") for n in range(count))
    talks = ChatSession.objects.bulk_create(
        ChatSession(site=site, customer=each, queue_id=group.id) for each in customers
    )
    since = timezone.now() - timedelta(seconds=count)
    # Not in the order of their ids: the queue must go by time.
    talks.sort(key=lambda talk: talk.id.int % 1009)
    Routing.objects.bulk_create(
        Routing(chat_session=talk, group=group, waiting_since=at, order_at=at)
        for n, talk in enumerate(talks)
        for at in (since + timedelta(seconds=n),)
    )
    return talks


def crew_of(count: int, groups: Sequence[SkillGroup], **more: Any) -> list[Agent]:
    """So many new agents, members of the groups, online. Only the database knows of their consoles."""
    users = User.objects.bulk_create(User(username=str(new_id()), is_staff=True) for _ in range(count))
    soon = timezone.now() + timedelta(minutes=30)
    values = {"status": Status.ONLINE, "connected_until": soon, "capacity": 5} | more
    agents = Agent.objects.bulk_create(
        Agent(user=user, name=f"Agent {n} {user.username[-6:]}", **values) for n, user in enumerate(users)
    )
    Membership.objects.bulk_create(
        Membership(group=group, agent=agent) for group in groups for agent in agents
    )
    return agents
