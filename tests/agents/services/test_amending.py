"""Who was called in a note hears what it says now."""

import json
from typing import Any
from uuid import uuid4

import pytest

from agents.models import Agent, Membership
from agents.services.amending import amend_by_agent
from agents.services.mentions import call_colleagues, saw_mentions
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope, agent_topic
from chat.log.drafts import Stored
from chat.log.writer import append
from chat.models import ChatSession
from tests.agents.build import group, present
from tests.chat.build import answered, chat_session

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """Mia, Leo and Zoe share a group; in a note at place 1 Mia called both others."""

    def __init__(self) -> None:
        front = group(for_everyone=False)
        self.mia, self.leo, self.zoe = (present(name, groups={front: 1}) for name in ("mia", "leo", "zoe"))
        self.talk: ChatSession = chat_session(responsible=self.mia.id)
        ChatSession.objects.filter(pk=self.talk.pk).update(queue_id=front.id)
        note = answered(self.talk, "look", lane="staff")
        (stored,) = append([note])
        assert isinstance(stored, Stored)
        call_colleagues(note=note, stored=stored, agent_ids=[self.leo.id, self.zoe.id])

    def amend(self, text: str | None, **more) -> Stored:
        place: dict[str, Any] = {"lane": "staff", "seq": 1, "client_id": uuid4()} | more
        return amend_by_agent(
            chat_session_id=self.talk.id, text=text, agent_id=self.mia.id, agent_name="Mia", **place
        )


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def told():
    found: list[Envelope] = []
    attach_node(found.extend)
    yield found
    attach_node(None)


def calls(told: list[Envelope], who: Agent) -> list[tuple[int, str]]:
    frames = [json.loads(each.frame) for each in told if each.topic == agent_topic(who.id)]
    return [(f["mention"]["seq"], f["mention"]["text"]) for f in frames if f["type"] == "mentioned"]


@pytest.mark.parametrize(("text", "says"), [("look at the tea", "look at the tea"), (None, "")])
def test_who_has_not_looked_yet_is_told_what_the_note_says_now(house, told, text, says):
    house.amend(text)
    assert (calls(told, house.leo), calls(told, house.zoe), calls(told, house.mia)) == (
        [(1, says)],
        [(1, says)],
        [],
    )


def test_who_has_looked_or_may_look_no_more_is_told_nothing(house, told):
    saw_mentions(chat_session_id=house.talk.id, agent_id=house.leo.id)
    Membership.objects.filter(agent=house.zoe).delete()
    house.amend("secret")
    assert (calls(told, house.leo), calls(told, house.zoe)) == ([], [])


def test_a_resend_tells_nobody_again(house, told):
    again = {"client_id": uuid4()}
    house.amend("look at the tea", **again)
    house.amend("look at the tea", **again)
    assert calls(told, house.leo) == [(1, "look at the tea")]


def test_a_message_at_the_same_place_of_the_public_lane_calls_nobody(house, told):
    append([answered(house.talk, "good day")])
    house.amend("hello", lane="public")
    assert calls(told, house.leo) == []
