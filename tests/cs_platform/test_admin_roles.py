"""What a login may do is changed on the pages of logins, agents and groups; each change is noted in the audit."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model
from django.test import Client

from agents.models import Agent, SkillGroup
from agents.roles import Role, role_of
from agents.services.roles import set_role
from cs_platform.roles import write_roles
from history.models import AuditEntry
from tests.agents.admin.build import as_posted, boss, client_of, page
from tests.agents.build import group, oversees
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles() -> None:
    write_roles(apps)


@pytest.fixture
def administrator() -> Client:
    return client_of(boss())


@pytest.fixture
def mia() -> Agent:
    return agent("mia")


def save(client: Client, row: Model, **changes: Any) -> int:
    url = page(type(row), "change", row.pk)
    return client.post(url, as_posted(client, url, **changes)).status_code


def noted() -> list[tuple[str, object, str]]:
    """Who changed what of whom, the oldest first."""
    rows = AuditEntry.objects.filter(action="role.change").order_by("at")
    return list(rows.values_list("actor_name", "object_id", "detail"))


@pytest.mark.parametrize(
    ("changes", "details"),
    [
        ({"first_name": "Mia"}, []),
        ({"is_superuser": "on"}, ["mia: is_superuser: yes"]),
        ({"is_active": None}, ["mia: is_active: no"]),
        ({"role": "supervisor"}, ["mia: agent → supervisor"]),
        ({"role": ""}, ["mia: agent → no role"]),
    ],
)
def test_a_change_of_what_a_login_may_do_is_noted(administrator, mia, changes, details):
    assert save(administrator, mia.user, **changes) == 302
    assert noted() == [("boss", mia.id, detail) for detail in details]


def test_other_groups_are_chosen_beside_the_role(administrator, mia):
    nights = Group.objects.create(name="Night shift")
    save(administrator, mia.user, role="supervisor", groups=[nights.pk])
    assert sorted(mia.user.groups.values_list("name", flat=True)) == ["Night shift", "Supervisors"]
    assert [detail for *_, detail in noted()] == ["mia: groups: Night shift", "mia: agent → supervisor"]
    save(administrator, mia.user, groups=[])
    assert list(mia.user.groups.values_list("name", flat=True)) == ["Supervisors"]


def test_an_administrator_cannot_make_a_superuser_of_anybody(mia):
    set_role(user=mia.user, role=Role.ADMINISTRATOR, actor=boss())
    client, leo = client_of(mia.user), agent("leo").user
    url = page(User, "change", leo.pk)
    assert (
        client.post(url, as_posted(client, url, is_superuser="on", role="administrator")).status_code == 302
    )
    leo.refresh_from_db()
    assert (leo.is_superuser, role_of(leo)) == (False, Role.ADMINISTRATOR)


def test_an_agents_page_gives_them_a_role(administrator, mia):
    assert save(administrator, mia, role="supervisor") == 302
    assert role_of(User.objects.get(pk=mia.user_id)) is Role.SUPERVISOR
    assert noted() == [("boss", mia.id, "mia: agent → supervisor")]
    assert save(administrator, mia, capacity=7) == 302
    assert len(noted()) == 1


def test_who_joins_is_made_an_agent_of_the_staff(administrator):
    new = User.objects.create_user("zoe")
    url = page(Agent, "add")
    administrator.post(url, as_posted(administrator, url, name="Zoe", user=new.pk))
    new.refresh_from_db()
    assert (role_of(new), [each.name for each in new.groups.all()]) == (Role.AGENT, ["Agents"])


def test_a_supervisor_changes_agents_of_their_groups_but_neither_role_nor_login(mia):
    front = group(for_everyone=False)
    sam = oversees(agent("sam"), front)
    client, leo = client_of(sam.user), agent("leo")
    assert save(client, mia, capacity=9) == 403
    mia.memberships.create(group=front)
    assert save(client, mia, capacity=9, role="administrator", user=leo.user_id) == 302
    mia.refresh_from_db()
    assert (mia.capacity, mia.user.username, role_of(mia.user)) == (9, "mia", Role.AGENT)


def test_joining_overseeing_and_leaving_a_group_are_told_apart(administrator, mia):
    front = group(for_everyone=False)
    row = {"memberships-TOTAL_FORMS": 1, "memberships-0-group": front.pk, "memberships-0-level": 3}
    save(administrator, mia, **row)
    save(administrator, mia, **{"memberships-0-supervises": "on"})
    save(administrator, mia, **{"memberships-0-DELETE": "on"})
    assert [detail for *_, detail in noted()] == [
        "mia: in Front desk: level 3",
        "mia: in Front desk: level 3, oversees it",
        "mia: no longer in Front desk",
    ]
    assert SkillGroup.objects.get().memberships.count() == 0


def test_what_a_groups_members_may_do_is_noted_for_each_of_them(administrator, mia):
    nights = Group.objects.create(name="Night shift")
    mia.user.groups.add(nights)
    tag = Permission.objects.get(codename="view_tag")
    assert save(administrator, nights, permissions=[tag.pk]) == 302
    assert noted() == [("boss", mia.id, "mia: Night shift: view_tag")]


def test_a_roles_group_keeps_its_name(administrator):
    supervisors = Group.objects.get(name="Supervisors")
    save(administrator, supervisors, name="Overseers")
    supervisors.refresh_from_db()
    assert supervisors.name == "Supervisors"


def test_a_supervisor_changes_no_administrator_also_when_they_let_everybody_into_their_group(mia):
    sam, mine = agent("sam"), group("Mine")
    oversees(sam, mine)
    set_role(user=sam.user, role=Role.SUPERVISOR, actor=boss())
    set_role(user=mia.user, role=Role.ADMINISTRATOR, actor=sam.user)
    client, leo = client_of(sam.user), agent("leo")
    assert save(client, mine, for_everyone="on") == 302
    assert save(client, leo, name="Leonard") == 302
    assert client.post(page(Agent, "change", mia.pk), {"name": "Clown"}).status_code == 403
    assert list(Agent.objects.order_by("name").values_list("name", flat=True)) == ["Leonard", "Mia", "Sam"]
