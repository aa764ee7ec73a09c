"""Selectors: skill groups, who is in them, and which one serves whom."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from agents.models import Agent, Holiday, Membership, OpeningHours, SkillGroup
from agents.roles import Role, decide_role, role_groups, role_of
from agents.rules.groups import GroupChoice, pick_group
from agents.rules.hours import OpenTimes
from agents.rules.sight import Part
from chat.compiled import Compiled


def default_group() -> SkillGroup:
    """The group that takes what no other claims. Until one is set up, everybody is in it and gets chats unasked."""
    found, _ = SkillGroup.objects.get_or_create(
        is_default=True, defaults={"name": "Everybody", "for_everyone": True, "auto_accept": True}
    )
    return found


def _serving(site_id: UUID) -> QuerySet[SkillGroup]:
    """All groups, and of each whether it serves a site."""
    here = SkillGroup.sites.through.objects.filter(skillgroup=OuterRef("pk"), site=site_id)
    return SkillGroup.objects.annotate(serves_site=Exists(here))


SERVING = Compiled(_serving)


def group_for(*, site_id: UUID, language: str) -> SkillGroup:
    """The group that serves a new chat session of this site."""
    groups = SERVING.objects(site_id)
    if not any(group.is_default for group in groups):
        default_group()
        groups = SERVING.objects(site_id)
    choices = [
        GroupChoice(
            group_id=group.id,
            name=group.name,
            serves_site=group.serves_site,  # type: ignore[attr-defined]
            language=group.language,
            is_default=group.is_default,
        )
        for group in groups
    ]
    chosen = pick_group(choices, language=language)
    return next(group for group in groups if group.id == chosen)


def groups_of(agent: Agent) -> QuerySet[SkillGroup]:
    """The groups whose queues an agent staffs or oversees; administrators see all."""
    return groups_of_role(agent, role_of(agent.user))


def groups_of_role(agent: Agent, role: Role | None) -> QuerySet[SkillGroup]:
    """As `groups_of`, of an agent whose role is known."""
    if role is None:
        return SkillGroup.objects.none()
    if role is Role.ADMINISTRATOR:
        return SkillGroup.objects.all()
    return SkillGroup.objects.filter(Q(for_everyone=True) | Q(memberships__agent=agent)).distinct()


def with_groups() -> QuerySet[Agent]:
    """Agents who bring what `part_of` asks for, in one query: their role's flags and groups, and their groups' ids.

    A floor of hundreds is read every few seconds; with whole users and memberships it takes half as long again.
    """
    mine = Membership.objects.filter(agent=OuterRef("pk")).order_by("pk").values("group_id")
    return (
        Agent.objects.select_related("user")
        .defer(
            "user__password",
            "user__last_login",
            "user__date_joined",
            "user__first_name",
            "user__last_name",
            "user__email",
        )
        .annotate(
            member_of=ArraySubquery(mine),
            oversees=ArraySubquery(mine.filter(supervises=True)),
            role_groups=role_groups("user"),
        )
    )


def member_of(agent: Agent) -> list[UUID]:
    """The groups that an agent from `with_groups` is a member of."""
    found: list[UUID] = agent.member_of  # type: ignore[attr-defined]
    return found


def part_of(agent: Agent, groups: Iterable[SkillGroup]) -> Part:
    """As `groups_of` and `supervised_ids`, of an agent from `with_groups`; no query."""
    role = decide_role(
        is_staff=agent.is_on_staff,
        is_superuser=agent.user.is_superuser,
        groups=agent.role_groups,  # type: ignore[attr-defined]
    )
    if role is None:
        return Part(is_staff=False)
    if role is Role.ADMINISTRATOR:
        everything = frozenset(group.id for group in groups)
        return Part(is_staff=True, queues=everything, supervised=everything, sees_all=True)
    everywhere = {group.id for group in groups if group.for_everyone}
    return Part(
        is_staff=True,
        queues=frozenset({*everywhere, *member_of(agent)}),
        supervised=frozenset(agent.oversees if role is Role.SUPERVISOR else ()),  # type: ignore[attr-defined]
    )


def queues_heard(agent_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The queues of each agent's groups, in two queries for any number of agents."""
    groups = list(SkillGroup.objects.all())
    agents = with_groups().filter(pk__in=agent_ids)
    return {agent.id: part_of(agent, groups).queues for agent in agents}


def supervised_ids(agent: Agent) -> frozenset[UUID]:
    """The groups an agent oversees: supervisors those that their memberships say, administrators all, agents none."""
    role = role_of(agent.user)
    if role is Role.ADMINISTRATOR:
        return frozenset(SkillGroup.objects.values_list("pk", flat=True))
    if role is not Role.SUPERVISOR:
        return frozenset()
    mine = SkillGroup.objects.filter(memberships__agent=agent, memberships__supervises=True)
    return frozenset(mine.values_list("pk", flat=True))


def served_by(agent_ids: Collection[UUID]) -> Q:
    """The groups that are served better when these agents become free; a group may be found more than once."""
    if not agent_ids:
        return Q(pk__in=[])
    return Q(for_everyone=True) | Q(memberships__agent__in=list(agent_ids))


def open_times(group: SkillGroup) -> OpenTimes:
    """The group's hours and holidays as a value."""
    return OpenTimes(
        time_zone=group.time_zone,
        weekly=tuple(HOURS.rows(group.id)),
        holidays={
            date: None if opens is None else (opens, closes)
            for date, opens, closes in HOLIDAYS.rows(group.id)
        },
    )


HOURS = Compiled(
    lambda group: OpeningHours.objects.filter(group=group).values_list("weekday", "opens", "closes")
)
HOLIDAYS = Compiled(lambda group: Holiday.objects.filter(group=group).values_list("date", "opens", "closes"))
