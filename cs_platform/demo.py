"""Something to try Frontdesk with: one shop and its staff, made at the first run and never again."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

from agents.models import Agent
from chat.models import Site

PASSWORD_BYTES = 9
ADMINISTRATOR = "admin"
# Login, name as customers see it, group.
STAFF = (("sam", "Sam", "Supervisors"), ("mia", "Mia", "Agents"), ("leo", "Leo", "Agents"))
MAY = {
    "Agents": ("view_customer",),
    "Supervisors": ("view_customer", "view_site", "view_agent", "change_agent"),
}


@dataclass(frozen=True)
class Demo:
    """What was made: passwords by login, known only now."""

    logins: Mapping[str, str]


@transaction.atomic
def ensure_demo() -> Demo | None:
    """Makes the demo, unless this database holds any site or login; then it answers `None`."""
    if Site.objects.exists() or User.objects.exists():
        return None
    Site.objects.create(
        name="Acorn & Oak",
        greeting="Hello! Looking for something in wood?",
        origins=["http://127.0.0.1:*", "http://localhost:*"],
    )
    logins = {
        login: secrets.token_urlsafe(PASSWORD_BYTES) for login in (ADMINISTRATOR, *(s[0] for s in STAFF))
    }
    User.objects.create_superuser(ADMINISTRATOR, password=logins[ADMINISTRATOR])
    for login, name, group in STAFF:
        user = User.objects.create_user(login, password=logins[login], first_name=name, is_staff=True)
        user.groups.add(_group(group))
        Agent.objects.create(user=user, name=name)
    return Demo(logins)


def _group(name: str) -> Group:
    group, created = Group.objects.get_or_create(name=name)
    if created:
        group.permissions.set(Permission.objects.filter(codename__in=MAY[name]))
    return group
