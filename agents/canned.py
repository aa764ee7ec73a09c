"""Canned replies: whom they are for, who may use them and who may write them."""

from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from agents.groups import groups_of, supervised_ids
from agents.models import Agent, CannedReply, SkillGroup
from agents.protocol import CannedReplyCard
from agents.roles import Role, role_of
from chat.models import Site

MOST_CHARS = 200_000
ScopeKind = Literal["all", "site", "group", "person"]
KINDS: tuple[ScopeKind, ...] = get_args(ScopeKind)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a canned reply is for: everybody, or one site, skill group or agent. `name` is how a CSV file calls it."""

    kind: ScopeKind
    id: UUID | None = None
    name: str = ""

    @property
    def key(self) -> str:
        """As a form sends it."""
        return self.kind if self.id is None else f"{self.kind}:{self.id}"

    @property
    def columns(self) -> dict[str, UUID | None]:
        """As a row stores it."""
        return {
            "site_id": self.id if self.kind == "site" else None,
            "group_id": self.id if self.kind == "group" else None,
            "owner_id": self.id if self.kind == "person" else None,
        }


def scope_key(reply: CannedReply) -> str:
    """The `key` of a reply's scope."""
    return Scope(reply.scope, reply.site_id or reply.group_id or reply.owner_id).key


def usable_by(agent: Agent) -> QuerySet[CannedReply]:
    """Those for everybody, for any site, for the groups that the agent sees, and the agent's own."""
    groups = groups_of(agent).values("pk")
    return CannedReply.objects.filter(
        Q(site=None, group=None, owner=None) | Q(site__isnull=False) | Q(group__in=groups) | Q(owner=agent)
    )


def canned_cards(agent_id: UUID) -> list[CannedReplyCard]:
    """What an agent may use, by shortcut. Of more than a frame should hold, those that are used most."""
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    cards, chars = [], 0
    for reply in usable_by(agent).order_by("-uses", "shortcut", "pk"):
        chars += len(reply.text)
        if chars > MOST_CHARS:
            break
        cards.append(
            CannedReplyCard(
                id=reply.id,
                shortcut=reply.shortcut,
                text=reply.text,
                scope=reply.scope,
                site=reply.site_id,
                group=reply.group_id,
                language=reply.language,
                uses=reply.uses,
            )
        )
    return sorted(cards, key=lambda card: (card.shortcut, card.language, card.id))


def scopes_written_by(user: User | AnonymousUser) -> list[Scope]:
    """For whom somebody may write: administrators for all, supervisors for their groups, every agent for themselves."""
    role, agent = role_of(user), Agent.objects.select_related("user").filter(user=user.pk).first()
    if role is Role.ADMINISTRATOR:
        return [
            Scope("all"),
            *(Scope("site", site.id, site.name) for site in Site.objects.all()),
            *(Scope("group", group.id, group.name) for group in SkillGroup.objects.all()),
            *(
                Scope("person", each.id, each.user.get_username())
                for each in Agent.objects.select_related("user")
            ),
        ]
    if role is None or agent is None:
        return []
    overseen = SkillGroup.objects.filter(pk__in=supervised_ids(agent))
    return [
        *(Scope("group", group.id, group.name) for group in overseen),
        Scope("person", agent.id, user.get_username()),
    ]
