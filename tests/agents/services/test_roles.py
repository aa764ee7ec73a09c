"""Giving somebody a role."""

import pytest
from django.contrib.auth.models import Group, User

from agents.roles import Role, role_of
from agents.services.roles import set_role
from history.models import AuditEntry
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss")


def groups(user: User) -> list[str]:
    return list(user.groups.order_by("name").values_list("name", flat=True))


def noted() -> list[tuple[object, str]]:
    return list(AuditEntry.objects.order_by("at").values_list("object_id", "detail"))


def test_a_role_takes_the_place_of_another_and_leaves_other_groups(boss):
    mia = agent("mia")
    mia.user.groups.add(Group.objects.create(name="Night shift"))
    for role, names in (
        (Role.SUPERVISOR, ["Night shift", "Supervisors"]),
        (Role.ADMINISTRATOR, ["Administrators", "Night shift"]),
        (Role.AGENT, ["Agents", "Night shift"]),
        (None, ["Night shift"]),
    ):
        set_role(user=mia.user, role=role, actor=boss)
        assert (groups(mia.user), role_of(User.objects.get(pk=mia.user_id))) == (names, role)
    assert noted() == [
        (mia.id, "mia: agent → supervisor"),
        (mia.id, "mia: supervisor → administrator"),
        (mia.id, "mia: administrator → agent"),
        (mia.id, "mia: agent → no role"),
    ]


def test_the_same_role_again_is_no_change(boss):
    mia = agent("mia")
    for _ in range(2):
        set_role(user=mia.user, role=Role.SUPERVISOR, actor=boss)
    assert [detail for _, detail in noted()] == ["mia: agent → supervisor"]


def test_a_superuser_stays_an_administrator(boss):
    set_role(user=boss, role=None, actor=boss)
    boss.refresh_from_db()
    assert (role_of(boss), noted()) == (Role.ADMINISTRATOR, [])
