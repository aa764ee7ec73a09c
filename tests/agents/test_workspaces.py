"""Who sees what in their workspace, and what it costs to read many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents import workspaces as workspaces_module
from agents.cards import visible_chat_sessions
from agents.models import Agent, Disposition, Status, Tag
from agents.services.helpers import invite
from agents.services.lines import pull
from agents.workspaces import workspaces
from chat.models import ChatSession, Phase
from tests.agents.build import group, opened, oversees, present, ringing
from tests.chat.build import agent

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = ("mine", "waiting", "left", "others")


@pytest.fixture
def floor():
    """Sales and billing; Ada to Dan wait or talk."""
    sales = group("Sales", is_default=True, strategy="manual")
    billing = group("Billing", strategy="manual")
    crew = {
        name: present(name, groups={of: 1}) for name, of in (("mia", sales), ("tom", sales), ("zoe", billing))
    }
    oversees(crew["tom"], sales)
    crew["root"] = present("root")
    crew["root"].user.is_superuser = True
    crew["root"].user.save()
    crew["eve"] = present("eve", groups={sales: 1})
    crew["eve"].user.is_active = False
    crew["eve"].user.save()
    talks = {name: opened(name) for name in ("ada", "bob", "cyd", "dan")}
    for name in ("bob", "dan"):
        pull(chat_session_id=talks[name].id, agent_id=crew["mia"].id)
    ChatSession.objects.filter(pk=talks["cyd"].id).update(phase=Phase.LEFT)
    return crew, talks


def shown(name: str, floor) -> dict[str, list[str]]:
    crew, talks = floor
    names = {talk.id: of for of, talk in talks.items()}
    found = workspaces([each.id for each in crew.values()])[crew[name].id]
    return {each: [names[card.id] for card in getattr(found, each)] for each in LISTS if getattr(found, each)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mia", {"mine": ["bob", "dan"], "waiting": ["ada"], "left": ["cyd"]}),
        ("tom", {"waiting": ["ada"], "left": ["cyd"], "others": ["bob", "dan"]}),
        ("zoe", {}),
        ("root", {"waiting": ["ada"], "left": ["cyd"], "others": ["bob", "dan"]}),
        ("eve", {}),
    ],
)
def test_everybody_sees_their_own_and_their_groups(name, expected, floor):
    assert shown(name, floor) == expected


def test_whoever_helps_sees_it_whatever_its_group_and_its_phase(floor):
    crew, talks = floor
    invite(chat_session_id=talks["bob"].id, agent_id=crew["mia"].id, helper_id=crew["zoe"].id)
    assert shown("zoe", floor) == {"others": ["bob"]}
    ChatSession.objects.filter(pk=talks["bob"].id).update(phase=Phase.WAITING, responsible_id=None)
    assert shown("zoe", floor) == {"waiting": ["bob"]}
    assert shown("mia", floor) == {"mine": ["dan"], "waiting": ["ada", "bob"], "left": ["cyd"]}


def test_nobody_is_shown_what_they_may_not_read(floor):
    crew, talks = floor
    invite(chat_session_id=talks["bob"].id, agent_id=crew["mia"].id, helper_id=crew["zoe"].id)
    found = workspaces([each.id for each in crew.values()])
    for each in Agent.objects.select_related("user"):
        cards = {card.id for name in LISTS for card in getattr(found[each.id], name)}
        assert cards == cards & set(visible_chat_sessions(each).values_list("pk", flat=True))


def test_what_rings_comes_with_it_and_colleagues_without_oneself():
    group()
    mia, tom = present("mia"), present("tom", status=Status.AWAY)
    talk = opened()
    found = workspaces([mia.id])
    assert list(found) == [mia.id]
    (offer,) = found[mia.id].offers
    assert (offer.id, offer.chat_session.id) == (ringing(talk).id, talk.id)
    assert [(each.id, each.effective) for each in found[mia.id].colleagues] == [(tom.id, "away")]


def test_reason_codes_are_those_of_ones_groups_and_of_all(floor):
    crew, _ = floor
    Disposition.objects.create(name="Solved")
    sold = Disposition.objects.create(name="Sold")
    sold.groups.add(crew["mia"].memberships.get().group)
    found = workspaces([crew["mia"].id, crew["zoe"].id])
    names = {pk: [each.name for each in workspace.dispositions] for pk, workspace in found.items()}
    assert names == {crew["mia"].id: ["Sold", "Solved"], crew["zoe"].id: ["Solved"]}


def test_of_many_tags_the_last_made_are_offered_by_name(monkeypatch):
    monkeypatch.setattr(workspaces_module, "MOST_TAGS", 2)
    for name in ("a", "c", "b"):
        Tag.objects.create(name=name)
    mia = present()
    assert workspaces([mia.id])[mia.id].tags == ["b", "c"]


def test_groups_say_how_long_an_answer_may_take():
    group("Sales", is_default=True, warn_answer_seconds=30, late_answer_seconds=90)
    mia = present()
    (sales,) = workspaces([mia.id])[mia.id].groups
    assert (sales.warn_answer_seconds, sales.late_answer_seconds) == (30, 90)


def test_a_pause_that_may_be_longer_says_so():
    group("Sales", is_default=True)
    soon = timezone.now() + timedelta(seconds=30)
    crew = {
        name: present(name, wrap_up_until=until, wrap_up_extra_seconds=extra)
        for name, until, extra in (
            ("a", soon, 30),
            ("b", soon, 0),
            ("c", None, 30),
            ("d", timezone.now(), 30),
        )
    }
    found = workspaces([each.id for each in crew.values()])
    assert {name: found[of.id].agent.wrap_up_extendable for name, of in crew.items()} == {
        "a": True, "b": False, "c": False, "d": False,
    }  # fmt: skip


def test_unanswered_offers_in_a_row_are_shown_to_the_agent_and_to_colleagues():
    mia, tom = present("mia", misses=2), present("tom")
    found = workspaces([mia.id, tom.id])
    assert (found[mia.id].agent.misses, found[tom.id].colleagues[0].misses) == (2, 2)


def test_an_agent_who_is_no_more_has_none():
    gone = agent()
    Agent.objects.all().delete()
    assert workspaces([gone.id]) == {}


@pytest.mark.parametrize("many", [1, 5])
def test_any_number_costs_a_fixed_number_of_queries(django_assert_num_queries, many):
    group()
    crew = [present(f"a{n}", capacity=2) for n in range(many)]
    for n in range(2 * many):
        opened(str(n))
    with django_assert_num_queries(15):
        assert len(workspaces([each.id for each in crew])) == many
