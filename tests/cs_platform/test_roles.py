"""The migration and the table of what roles may agree."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from cs_platform.roles import write_roles

pytestmark = pytest.mark.django_db


def granted() -> dict[str, set[str]]:
    groups = Group.objects.prefetch_related("permissions__content_type")
    return {
        group.name: {f"{each.content_type.app_label}.{each.codename}" for each in group.permissions.all()}
        for group in groups
    }


def test_writing_the_roles_again_changes_nothing_and_forgets_nothing():
    write_roles(apps)
    before = granted()
    extra = Group.objects.get(name="Agents").permissions.through.objects.count()
    write_roles(apps)
    assert granted() == before
    assert Group.objects.get(name="Agents").permissions.through.objects.count() == extra


def test_agents_may_little_and_administrators_whatever_concerns_the_service():
    write_roles(apps)
    may = granted()
    assert may["Agents"] == {
        "chat.view_customer",
        *(f"agents.{action}_cannedreply" for action in ("view", "add", "change", "delete")),
    }
    assert may["Agents"] < may["Supervisors"] < may["Administrators"]
    assert {each.split(".")[0] for each in may["Administrators"]} == {"chat", "agents", "history", "auth"}
    assert {each for each in may["Administrators"] if "group" in each and each.startswith("auth.")} == {
        "auth.view_group"
    }
