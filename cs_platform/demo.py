"""Something to try Frontdesk with: one shop and its staff, made at the first run and never again."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import transaction

from agents.models import Agent, Disposition, Membership, SkillGroup, Tag
from agents.roles import GROUPS, Role
from chat.models import Site
from cs_platform.roles import write_roles

PASSWORD_BYTES = 9
ADMINISTRATOR = "admin"
# Login, name as customers see it, role.
STAFF = (("sam", "Sam", Role.SUPERVISOR), ("mia", "Mia", Role.AGENT), ("leo", "Leo", Role.AGENT))
DISPOSITIONS = ("Question answered", "Order changed", "Complaint", "Spam")
TAGS = ("delivery", "refund", "new customer")


@dataclass(frozen=True)
class Demo:
    """What was made: passwords by login, known only now."""

    logins: Mapping[str, str]


@transaction.atomic
def ensure_demo() -> Demo | None:
    """Makes the demo, unless this database holds any site or login; then it answers `None`."""
    if Site.objects.exists() or User.objects.exists():
        return None
    site = Site.objects.create(
        name="Acorn & Oak",
        greeting="Hello! Looking for something in wood?",
        origins=["http://127.0.0.1:*", "http://localhost:*"],
    )
    logins = {
        login: secrets.token_urlsafe(PASSWORD_BYTES) for login in (ADMINISTRATOR, *(s[0] for s in STAFF))
    }
    User.objects.create_superuser(ADMINISTRATOR, password=logins[ADMINISTRATOR])
    write_roles(apps)  # the migration did; but a database may have been emptied since
    agents = {}
    for login, name, role in STAFF:
        user = User.objects.create_user(login, password=logins[login], first_name=name, is_staff=True)
        user.groups.add(Group.objects.get(name=GROUPS[role]))
        agents[login] = Agent.objects.create(user=user, name=name)
    _skill_groups(site, **agents)
    Disposition.objects.bulk_create(Disposition(name=name) for name in DISPOSITIONS)
    Tag.objects.bulk_create(Tag(name=name) for name in TAGS)
    return Demo(logins)


def _skill_groups(site: Site, *, sam: Agent, mia: Agent, leo: Agent) -> None:
    """A front desk that rings, and a group to transfer to."""
    desk = SkillGroup.objects.create(
        name="Front desk", is_default=True, offer_seconds=20, wrap_up_seconds=0, warn_idle_seconds=600
    )
    desk.sites.add(site)
    deliveries = SkillGroup.objects.create(name="Deliveries")
    Membership.objects.bulk_create(
        [
            Membership(group=desk, agent=mia, level=2),
            Membership(group=desk, agent=leo, level=1),
            Membership(group=desk, agent=sam, supervises=True),
            Membership(group=deliveries, agent=leo),
            Membership(group=deliveries, agent=sam, supervises=True),
        ]
    )
