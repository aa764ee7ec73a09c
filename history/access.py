"""Who may look back at what. The one rule that every page, search and export asks."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet

from agents.cards import visible_chat_sessions
from agents.groups import supervised_ids
from agents.models import Agent
from agents.roles import Role, role_of
from chat.models import ChatSession, Customer


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may read. What is outside does not exist for them.

    `overseen`: the chat sessions of which they may also read what a message said before it was edited or recalled.
    """

    customers: QuerySet[Customer]
    chat_sessions: QuerySet[ChatSession]
    overseen: QuerySet[ChatSession]


NOTHING = Reach(Customer.objects.none(), ChatSession.objects.none(), ChatSession.objects.none())


def reach_of(user: User | AnonymousUser) -> Reach:
    """Administrators reach all; agents what they may see while it runs, and oversee what they oversee; nobody else
    anything.
    """
    role = role_of(user)
    if role is None:
        return NOTHING
    if role is Role.ADMINISTRATOR:
        return Reach(Customer.objects.all(), ChatSession.objects.all(), ChatSession.objects.all())
    agent = Agent.objects.filter(user=user.pk).select_related("user").first()
    if agent is None:
        return NOTHING
    overseen = ChatSession.objects.filter(queue_id__in=supervised_ids(agent))
    return Reach(Customer.objects.all(), visible_chat_sessions(agent), overseen)
