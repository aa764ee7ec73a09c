"""What a login may be: agent, supervisor or administrator. The one place that says so, for pages, API and sockets.

A role is a Django group of that name. Which groups a supervisor oversees stands in their memberships (`agents.groups`).
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """From who may least to who may most; whoever has several has the last of them."""

    AGENT = "agent", _("Agent")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")


GROUPS = {Role.AGENT: "Agents", Role.SUPERVISOR: "Supervisors", Role.ADMINISTRATOR: "Administrators"}


def decide_role(*, is_staff: bool, is_superuser: bool, groups: Collection[str]) -> Role | None:
    """The role of a login, by its flags and the names of its groups; None: no part of the staff.

    A staff login is an agent at least, but answers nobody until it has an `Agent`.
    """
    if not is_staff:
        return None
    if is_superuser or GROUPS[Role.ADMINISTRATOR] in groups:
        return Role.ADMINISTRATOR
    return Role.SUPERVISOR if GROUPS[Role.SUPERVISOR] in groups else Role.AGENT


def role_of(user: User | AnonymousUser | Any) -> Role | None:
    """One query, unless the answer needs none."""
    if not (isinstance(user, User) and user.is_active and user.is_staff):
        return None
    groups = () if user.is_superuser else [group.name for group in user.groups.all()]
    return decide_role(is_staff=True, is_superuser=user.is_superuser, groups=groups)


def is_administrator(user: User | AnonymousUser | Any) -> bool:
    return role_of(user) is Role.ADMINISTRATOR


def role_groups(user_field: str) -> ArraySubquery:
    """The names of a login's role groups as a column, for queries of many."""
    mine = Group.objects.filter(user=OuterRef(user_field), name__in=GROUPS.values())
    return ArraySubquery(mine.order_by("name").values("name"))
