"""One of each role, around one chat session, and the tables that say what they may."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client

from agents.models import Agent, CannedReply, Membership, SkillGroup
from agents.roles import GROUPS, Role
from chat.models import ChatSession, Site
from chat.services.identify import issue_token
from cs_platform.roles import write_roles
from tests.agents.admin.build import house, traced
from tests.agents.build import group, oversees
from tests.chat.build import chat_session, customer

STAFF = ("clerk", "agent", "supervisor", "administrator", "superuser")
"""A clerk has a staff login, and nobody made them anything."""
SET_UP_PAGES = {
    "l": "changelist", "v": "change", "h": "history", "a": "add", "c": "change", "d": "delete",
}  # fmt: skip
EVERYBODY = ("anonymous", "customer", "login", *STAFF)


def rows_of(table: str, names: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """A table's lines as what they are about and, by column, what stands there."""
    head, *lines = [line.split() for line in table.strip().splitlines()]
    assert tuple(head) == names, head
    assert all(len(line) > len(names) for line in lines), "a line has too few columns"
    return [
        (" ".join(line[: -len(names)]), dict(zip(names, line[-len(names) :], strict=True))) for line in lines
    ]


@dataclass
class People:
    """Everybody is of the front desk, whose queue holds the chat session; elsewhere is another group."""

    front: SkillGroup
    elsewhere: SkillGroup
    talk: Any
    token: str

    def client(self, who: str) -> Client:
        """A browser of theirs; a customer's token goes with each of its requests."""
        if who == "customer":
            return Client(headers={"Authorization": f"Bearer {self.token}"})
        client = Client()
        if who != "anonymous":
            client.force_login(User.objects.get(username=who))
        return client


def everybody() -> People:
    """One row of everything besides: the pages need something to show."""
    write_roles(apps)
    front = house()
    elsewhere = group("Elsewhere", strategy="manual")
    talk = ChatSession.objects.get()
    made = {who: User.objects.create_user(who, is_staff=who != "login") for who in EVERYBODY[2:]}
    made["superuser"].is_superuser = True
    made["superuser"].save()
    for role, name in GROUPS.items():
        made[role.value].groups.add(Group.objects.get(name=name))
    for who in (*Role.values, "superuser"):
        agent = Agent.objects.create(user=made[who], name=who.title())
        if who in (Role.AGENT, Role.SUPERVISOR):
            Membership.objects.create(group=front, agent=agent)
    oversees(made["supervisor"].agent, front)
    traced(chat_session(customer("Bob")), elsewhere, Agent.objects.get(name="Mia"), [])
    CannedReply.objects.create(shortcut="hello", text="Hello!")
    Site.objects.get().questions.create(text="What is it about?")
    return People(front, elsewhere, talk, issue_token(customer=talk.customer))
