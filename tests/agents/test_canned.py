"""Who may use which canned replies, and write for whom."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from agents import canned
from agents.canned import KINDS, Scope, canned_cards, scope_key, scopes_written_by, usable_by
from agents.models import CannedReply, Membership
from chat.models import Site
from tests.agents.build import group, oversees
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """A site, two groups, and three agents of the first, of whom Sam oversees it."""
    site, front, back = Site.objects.create(name="Teahouse"), group(for_everyone=False), group("Back")
    crew = {name: agent(name) for name in ("mia", "leo", "sam")}
    for each in crew.values():
        Membership.objects.create(group=front, agent=each)
    oversees(crew["sam"], front)
    for name, of in (
        ("everybody", {}),
        ("site", {"site": site}),
        ("front", {"group": front}),
        ("back", {"group": back}),
        ("mia", {"owner": crew["mia"]}),
        ("leo", {"owner": crew["leo"]}),
    ):
        CannedReply.objects.create(shortcut=name, text="x", **of)
    return crew


def shortcuts(who) -> list[str]:
    return sorted(usable_by(who).values_list("shortcut", flat=True))


def test_an_agent_uses_those_of_all_of_sites_of_their_groups_and_their_own(house):
    assert shortcuts(house["mia"]) == ["everybody", "front", "mia", "site"]
    assert shortcuts(house["sam"]) == ["everybody", "front", "site"]


def test_an_administrator_who_is_an_agent_uses_those_of_every_group(house):
    house["leo"].user.is_superuser = True
    house["leo"].user.save()
    assert shortcuts(house["leo"]) == ["back", "everybody", "front", "leo", "site"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("mia", [("person", "mia")]),
        ("sam", [("group", "Front desk"), ("person", "sam")]),
        (
            "boss",
            [
                ("all", ""), ("site", "Teahouse"), ("group", "Back"), ("group", "Front desk"),
                ("person", "leo"), ("person", "mia"), ("person", "sam"),
            ],
        ),
    ],
)  # fmt: skip
def test_for_whom_somebody_writes(house, who, expected):
    User.objects.create_superuser("boss")
    scopes = scopes_written_by(User.objects.get(username=who))
    assert [(scope.kind, scope.name) for scope in scopes] == expected


def test_whoever_is_no_agent_writes_for_nobody():
    assert scopes_written_by(AnonymousUser()) == []
    assert scopes_written_by(User.objects.create_user("clerk", is_staff=True)) == []


def test_a_scope_is_the_same_from_a_row_and_for_a_row(house):
    for reply in CannedReply.objects.all():
        of = reply.site_id or reply.group_id or reply.owner_id
        (scope,) = [each for kind in KINDS if (each := Scope(kind, of)).key == scope_key(reply)]
        assert {name: getattr(reply, name) for name in scope.columns} == scope.columns


def test_a_console_gets_what_its_agent_may_use_by_shortcut(house, django_assert_max_num_queries):
    CannedReply.objects.create(
        shortcut="front", text="zh", language="zh", group=CannedReply.objects.get(shortcut="front").group
    )
    with django_assert_max_num_queries(4):
        cards = canned_cards(house["mia"].id)
    assert [(card.shortcut, card.language, card.scope) for card in cards] == [
        ("everybody", "", "all"), ("front", "", "group"), ("front", "zh", "group"), ("mia", "", "person"),
        ("site", "", "site"),
    ]  # fmt: skip
    assert (cards[4].site, cards[4].group) == (Site.objects.get().id, None)


def test_of_more_than_a_frame_should_hold_those_used_most_come(house, monkeypatch):
    monkeypatch.setattr(canned, "MOST_CHARS", 2)
    CannedReply.objects.filter(shortcut__in=["site", "mia"]).update(uses=3)
    assert [card.shortcut for card in canned_cards(house["mia"].id)] == ["mia", "site"]
