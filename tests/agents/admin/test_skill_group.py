"""What the page of a skill group refuses, and what it does."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from agents.models import Agent, Decision, Holiday, Membership, Offer, OpeningHours, Routing, SkillGroup
from chat.models import Site
from cs_platform.roles import write_roles
from history.models import AuditEntry
from tests.agents.admin.build import as_posted, boss, client_of, house, page
from tests.agents.build import group, oversees
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    house()
    return client_of(boss())


def desk() -> SkillGroup:
    return SkillGroup.objects.get(name="Front desk")


def change(client: Client, which: SkillGroup, **changes: Any) -> dict[str, list[str]]:
    """Save with changes; the faults that the page names, by field."""
    url = page(SkillGroup, "change", which.pk)
    answer = client.post(url, as_posted(client, url, **changes))
    if answer.status_code == 302:
        return {}
    faults = dict(answer.context["adminform"].form.errors)
    for inline in answer.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            faults |= form.errors
    return faults


@pytest.mark.parametrize(
    ("_case", "changes", "expected"),
    [
        ("no strategy", {"strategy": "guess"}, {"strategy"}),
        ("no time zone", {"time_zone": "Berlin"}, {"time_zone"}),
        ("no language tag", {"language": "zh_CN"}, {"language"}),
        ("rings too short", {"offer_seconds": 2}, {"offer_seconds"}),
        ("a longest wait that leads nowhere", {"max_wait_seconds": 60}, {"overflow_group"}),
        ("no default left", {"is_default": None}, {"is_default"}),
        ("half a stretch", {"holidays-0-opens": "09:00"}, {"closes"}),
    ],
)
def test_what_is_refused(administrator, _case, changes, expected):
    assert set(change(administrator, desk(), **changes)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"strategy": "round_robin"},
        {"time_zone": "Asia/Shanghai"},
        {"language": "zh-CN"},
        {"offer_seconds": 3},
    ],
)
def test_what_is_saved(administrator, changes):
    assert change(administrator, desk(), **changes) == {}
    assert SkillGroup.objects.filter(**changes).get() == desk()


def test_hours_holidays_and_members_are_edited_on_the_same_page(administrator):
    change(
        administrator, desk(),
        **{
            "opening_hours-0-closes": "02:00",
            "holidays-0-opens": "10:00", "holidays-0-closes": "12:00",
            "memberships-0-level": 5, "memberships-0-supervises": "on",
        },
    )  # fmt: skip
    assert str(OpeningHours.objects.get()) == "Monday 09:00–02:00"
    assert [f"{t:%H:%M}" for t in Holiday.objects.values_list("opens", "closes").get()] == ["10:00", "12:00"]
    assert Membership.objects.values_list("agent__name", "level", "supervises").get() == ("Mia", 5, True)


def test_an_overflow_loop_is_refused_however_long(administrator):
    third = group("Third", overflow_group=desk())
    second = group("Second", overflow_group=third)
    told = change(administrator, desk(), max_wait_seconds=60, overflow_group=second.pk)
    assert told == {"overflow_group": ["From there it would come back to this group."]}
    assert change(administrator, second, overflow_group=second.pk).keys() == {"overflow_group"}
    assert change(administrator, third, max_wait_seconds=60) == {}


def test_the_default_is_handed_over_so_that_there_is_always_one(administrator):
    other = group("Other")
    assert change(administrator, other, is_default="on") == {}
    assert list(SkillGroup.objects.values_list("name", "is_default")) == [
        ("Front desk", False),
        ("Other", True),
    ]


def test_a_new_group_may_take_the_default_over_at_once(administrator):
    url = page(SkillGroup, "add")
    administrator.post(url, as_posted(administrator, url, name="Newest", is_default="on"))
    made = SkillGroup.objects.filter(is_default=True).values_list("name", "strategy", "time_zone")
    assert list(made) == [("Newest", "least_loaded", "UTC")]


def test_a_strategy_that_is_no_longer_installed_can_be_kept(administrator):
    SkillGroup.objects.update(strategy="was_removed")
    text = administrator.get(page(SkillGroup, "change", desk().pk)).content.decode()
    assert "was_removed (not installed: least loaded)" in text
    assert change(administrator, desk(), offer_seconds=30) == {}
    assert (desk().strategy, desk().offer_seconds) == ("was_removed", 30)


def test_the_default_cannot_be_deleted_and_the_page_says_why(administrator):
    answer = administrator.post(page(SkillGroup, "delete", desk().pk), {"post": "yes"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "“Front desk” is the default group. Make another one the default first."
    ]
    assert desk().is_default


@pytest.mark.parametrize("kept", [Routing, Offer, Decision])
def test_nor_can_one_that_chat_sessions_came_through(administrator, kept):
    for model in {Routing, Offer, Decision} - {kept}:
        model._default_manager.all().delete()
    SkillGroup.objects.update(is_default=False)
    answer = administrator.post(page(SkillGroup, "delete", desk().pk), {"post": "yes"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Chat sessions came through “Front desk”. Take its sites and members away instead."
    ]
    assert SkillGroup.objects.count() == 1


def test_one_that_was_never_used_can(administrator):
    administrator.post(page(SkillGroup, "delete", group("Typo").pk), {"post": "yes"})
    assert list(SkillGroup.objects.values_list("name", flat=True)) == ["Front desk"]


def test_many_cannot_be_deleted_at_once(administrator):
    other = group("Other")
    administrator.post(
        page(SkillGroup, "changelist"),
        {"action": "delete_selected", "_selected_action": [str(other.pk)], "post": "yes"},
    )
    assert SkillGroup.objects.count() == 2


def test_who_joins_leaves_or_oversees_a_group_is_noted_in_the_audit(administrator):
    front = desk()
    assert change(administrator, front, **{"memberships-0-level": 3}) == {}
    noted = AuditEntry.objects.filter(action="role.change").values_list("object_id", flat=True)
    assert list(noted) == [Agent.objects.get(name="Mia").id]
    assert change(administrator, front, name="Front") == {}
    assert noted.count() == 1


def test_a_supervisor_sets_up_the_groups_they_oversee_and_no_others():
    house()
    group("Elsewhere")
    sam = agent("sam")
    oversees(sam, desk())
    sam.user.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_skillgroup", "change_skillgroup"])
    )
    client = client_of(sam.user)
    assert client.get(page(SkillGroup, "change", desk().pk)).status_code == 200
    elsewhere = SkillGroup.objects.get(name="Elsewhere")
    assert client.get(page(SkillGroup, "change", elsewhere.pk)).status_code == 302


def test_whom_a_group_serves_is_for_administrators_to_say():
    """Else whoever oversees one group could have the customers of all sites sent to it."""
    house()
    write_roles(apps)
    mine = group("Mine", is_default=False)
    sam = agent("sam")
    oversees(sam, mine)
    sam.user.groups.add(Group.objects.get(name="Supervisors"))
    site = Site.objects.create(name="Elsewhere")
    client = client_of(sam.user)
    assert change(client, mine, name="Ours", sites=[site.pk], is_default="on", language="zh") == {}
    mine.refresh_from_db()
    assert (mine.name, mine.is_default, mine.language, mine.sites.count()) == ("Ours", False, "", 0)
    assert SkillGroup.objects.get(is_default=True) == desk()
