import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import Client

from agents.models import Agent, Disposition, Membership, SkillGroup, Tag
from chat.models import Site
from cs_platform.demo import ensure_demo

pytestmark = pytest.mark.django_db


def test_the_demo_can_be_logged_into_with_the_passwords_it_tells():
    demo = ensure_demo()
    assert demo is not None
    assert sorted(demo.logins) == ["admin", "leo", "mia", "sam"]
    assert all(authenticate(username=name, password=password) for name, password in demo.logins.items())
    assert list(Agent.objects.values_list("name", flat=True)) == ["Leo", "Mia", "Sam"]
    assert Site.objects.get().origins == ["http://127.0.0.1:*", "http://localhost:*"]


def test_the_demo_is_made_once():
    ensure_demo()
    assert ensure_demo() is None
    assert (User.objects.count(), Site.objects.count(), SkillGroup.objects.count()) == (4, 1, 2)


def test_passwords_are_never_the_same_twice():
    first = ensure_demo()
    for model in (SkillGroup, Agent, User, Site, Disposition, Tag):
        model.objects.all().delete()
    second = ensure_demo()
    assert first is not None
    assert second is not None
    assert not set(first.logins.values()) & set(second.logins.values())


def test_its_front_desk_rings_and_takes_what_comes_from_the_shop():
    ensure_demo()
    desk = SkillGroup.objects.get(is_default=True)
    assert (desk.name, [site.name for site in desk.sites.all()]) == ("Front desk", ["Acorn & Oak"])
    assert (desk.auto_accept, desk.offer_seconds, desk.wrap_up_seconds) == (False, 20, 0)
    assert (desk.warn_idle_seconds, desk.for_everyone) == (600, False)


def test_who_is_in_which_group():
    ensure_demo()
    members = Membership.objects.order_by("group__name", "agent__name")
    assert list(members.values_list("group__name", "agent__name", "level", "supervises")) == [
        ("Deliveries", "Leo", 1, False),
        ("Deliveries", "Sam", 1, True),
        ("Front desk", "Leo", 1, False),
        ("Front desk", "Mia", 2, False),
        ("Front desk", "Sam", 1, True),
    ]


def test_there_is_something_to_note_when_a_chat_session_is_closed():
    ensure_demo()
    names = [list(model.objects.values_list("name", flat=True)) for model in (Disposition, Tag)]
    assert names == [
        ["Complaint", "Order changed", "Question answered", "Spam"],
        ["delivery", "new customer", "refund"],
    ]


@pytest.mark.parametrize(
    ("login", "opens"),
    [
        (
            "sam",
            {
                "chat/customer", "chat/site", "agents/agent", "agents/skillgroup", "agents/disposition", "agents/tag",
                "agents/customercare", "agents/decision", "agents/offer", "agents/routing",
            },
        ),
        ("mia", {"chat/customer"}),
    ],
)  # fmt: skip
def test_which_pages_open_for_whom(login, opens):
    ensure_demo()
    client = client_of(login)
    pages = [
        "chat/customer", "chat/site", "chat/chatsession", "chat/message", "agents/agent", "agents/skillgroup",
        "agents/disposition", "agents/tag", "agents/customercare", "agents/decision", "agents/offer",
        "agents/routing", "auth/user", "auth/group",
    ]  # fmt: skip
    assert {page for page in pages if client.get(f"/admin/{page}/").status_code == 200} == opens


def test_a_supervisor_may_edit_a_group_with_its_members_and_hours_but_not_add_or_delete_one():
    ensure_demo()
    client, desk = client_of("sam"), SkillGroup.objects.get(name="Front desk")
    page = client.get(f"/admin/agents/skillgroup/{desk.pk}/change/")
    inlines = page.context["inline_admin_formsets"]
    assert [inline.opts.model.__name__ for inline in inlines] == ["Membership", "OpeningHours", "Holiday"]
    assert all(i.has_add_permission and i.has_change_permission and i.has_delete_permission for i in inlines)
    others = ["/admin/agents/skillgroup/add/", f"/admin/agents/skillgroup/{desk.pk}/delete/"]
    assert [client.get(url).status_code for url in others] == [403, 403]


def client_of(login: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=login))
    return client
