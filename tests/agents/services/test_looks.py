"""Reading what others do is noted, and nobody else is told."""

import pytest

from agents.models import Agent
from agents.services.closing import close_by_agent
from agents.services.helpers import invite
from agents.services.lines import pull
from agents.services.looks import look_in
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope
from chat.ids import new_id
from history.models import AuditEntry
from history.services import audit
from tests.agents.build import group, opened, oversees, present, refusal

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """Mia answers Ada, Leo helps; Sam oversees both, Tom is their colleague."""

    def __init__(self) -> None:
        front = group(strategy="manual", for_everyone=False)
        self.crew = {name: present(name, groups={front: 1}) for name in ("mia", "leo", "sam", "tom")}
        oversees(self.crew["sam"], front)
        self.talk = opened("Ada")
        pull(chat_session_id=self.talk.id, agent_id=self.crew["mia"].id)
        invite(chat_session_id=self.talk.id, agent_id=self.crew["mia"].id, helper_id=self.crew["leo"].id)

    def looks(self, name: str) -> None:
        look_in(agent_id=self.crew[name].id, chat_session_id=self.talk.id)


@pytest.fixture
def house():
    return House()


def noted() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("at").values_list("actor_name", "action"))


def test_who_takes_no_part_in_it_leaves_one_entry_an_hour_and_who_does_none(house, monkeypatch):
    for name in ("mia", "leo", "sam", "sam", "tom"):
        house.looks(name)
    assert noted() == [("sam", "transcript.look"), ("tom", "transcript.look")]
    assert set(AuditEntry.objects.values_list("object_id", flat=True)) == {house.talk.id}
    monkeypatch.setattr(audit, "ONE_LOOK", audit.ONE_LOOK * 0)  # an hour later
    house.looks("sam")
    assert noted()[2:] == [("sam", "transcript.look")]


def test_after_the_end_it_is_noted_of_everybody_but_who_answered(house):
    close_by_agent(chat_session_id=house.talk.id, agent_id=house.crew["mia"].id)
    for name in ("mia", "leo", "sam"):
        house.looks(name)
    assert [name for name, _ in noted()] == ["leo", "sam"]


def test_what_waits_is_everybodys_of_its_queue(house):
    talk = opened("Bob")
    look_in(agent_id=house.crew["tom"].id, chat_session_id=talk.id)
    assert noted() == []


def test_nobody_hears_of_it(house):
    told: list[Envelope] = []
    attach_node(told.extend)
    house.looks("sam")
    attach_node(None)
    assert told == []


def test_what_may_not_be_seen_is_unknown_and_not_noted(house):
    zoe = present("zoe")
    asked = {"agent_id": zoe.id, "chat_session_id": house.talk.id}
    assert (
        refusal(look_in, **asked) == refusal(look_in, **(asked | {"chat_session_id": new_id()})) == "unknown"
    )
    assert (noted(), Agent.objects.count()) == ([], 5)


@pytest.mark.parametrize(("name", "queries"), [("mia", 4), ("sam", 6)])
def test_it_costs_little(house, name, queries, django_assert_max_num_queries):
    house.looks("sam")
    with django_assert_max_num_queries(queries):
        house.looks(name)
