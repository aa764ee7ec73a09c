"""A role is what the flags and groups of a login say."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from agents.groups import part_of, supervised_ids, with_groups
from agents.models import Membership, SkillGroup
from agents.roles import GROUPS, Role, decide_role, is_administrator, role_of
from agents.services.roles import set_role
from tests.agents.build import group, oversees
from tests.chat.build import agent

AGENT, SUPERVISOR, ADMINISTRATOR = GROUPS.values()


@pytest.mark.parametrize(
    ("_case", "flags", "groups", "expected"),
    [
        ("no staff, whatever the groups", {"is_staff": False, "is_superuser": True}, [ADMINISTRATOR], None),
        ("a staff login is an agent at least", {}, [], Role.AGENT),
        ("other groups say nothing", {}, ["Guests"], Role.AGENT),
        ("an agent", {}, [AGENT], Role.AGENT),
        ("a supervisor", {}, [SUPERVISOR], Role.SUPERVISOR),
        ("the highest counts", {}, [AGENT, ADMINISTRATOR, SUPERVISOR], Role.ADMINISTRATOR),
        ("a superuser", {"is_superuser": True}, [AGENT], Role.ADMINISTRATOR),
    ],
)
def test_a_role_follows_from_flags_and_groups(_case, flags, groups, expected):
    assert decide_role(**{"is_staff": True, "is_superuser": False, **flags}, groups=groups) is expected


def test_without_a_login_there_is_no_role():
    assert role_of(AnonymousUser()) is None
    assert not is_administrator(AnonymousUser())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("flags", "expected"),
    [({}, Role.SUPERVISOR), ({"is_active": False}, None), ({"is_staff": False}, None)],
)
def test_the_role_of_a_stored_login(flags, expected, django_assert_max_num_queries):
    user = User.objects.create_user("sam", **{"is_staff": True, **flags})
    user.groups.add(Group.objects.get_or_create(name=SUPERVISOR)[0])
    with django_assert_max_num_queries(1):
        assert role_of(user) is expected


@pytest.mark.django_db
def test_who_is_no_supervisor_any_more_oversees_nothing_whatever_memberships_say():
    front, boss = group(for_everyone=False), User.objects.create_superuser("boss")
    sam = oversees(agent("sam"), front)

    def overseen() -> list[frozenset]:
        """As a service sees it, and as the floor is read."""
        read = with_groups().get(pk=sam.pk)
        return [supervised_ids(read), part_of(read, SkillGroup.objects.all()).supervised]

    assert overseen() == [{front.id}] * 2
    set_role(user=sam.user, role=Role.AGENT, actor=boss)
    assert overseen() == [frozenset()] * 2
    assert Membership.objects.get(agent=sam).supervises
    set_role(user=sam.user, role=Role.ADMINISTRATOR, actor=boss)
    assert overseen() == [{front.id}] * 2
