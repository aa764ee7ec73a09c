import pytest
from django.contrib.auth.models import AnonymousUser, Group

from agents.groups import default_group
from agents.models import Membership
from history.access import NOTHING, reach_of
from tests.history import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("_case", "login", "reaches"),
    [
        ("an agent", {}, True),
        ("an administrator who is no agent", {"agent": False, "is_superuser": True}, True),
        ("staff who are no agents", {"agent": False}, False),
        ("somebody who is not staff", {"is_staff": False}, False),
        ("an agent who left", {"is_active": False}, False),
    ],
)
def test_who_reaches_what(_case, login, reaches):
    chat_session = build.chat_session(build.customer("Ada"))

    reach = reach_of(build.staff(**login))

    assert list(reach.chat_sessions) == ([chat_session] if reaches else [])
    assert list(reach.customers) == ([chat_session.customer] if reaches else [])


@pytest.mark.parametrize(
    ("_case", "login", "role", "supervises", "reaches"),
    [
        ("an agent", {}, "Agents", False, False),
        ("an agent who oversaw it once", {}, "Agents", True, False),
        ("a supervisor of other groups", {}, "Supervisors", False, False),
        ("a supervisor", {}, "Supervisors", True, True),
        ("an administrator", {}, "Administrators", False, True),
        ("a superuser", {"is_superuser": True}, "Agents", False, True),
    ],
)
def test_what_ended_before_there_were_queues_is_for_who_oversees(_case, login, role, supervises, reaches):
    chat_session = build.chat_session(build.customer("Ada"), queue_id=None)
    user = build.staff(**login)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    Membership.objects.create(group=default_group(), agent=user.agent, supervises=supervises)

    assert list(reach_of(user).chat_sessions) == ([chat_session] if reaches else [])


def test_without_a_login_nothing_exists():
    assert reach_of(AnonymousUser()) is NOTHING
