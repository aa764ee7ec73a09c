"""What staff are told: each once, many in one frame, and what rings before anything else."""

import json
from collections import Counter

import pytest
from django.db import transaction

from agents import telling
from agents.engine import assign_waiting
from agents.models import Agent
from agents.telling import tell_agents, tell_cards
from chat.bus.publish import attach_node
from chat.hub.topics import FLOOR, Envelope, agent_topic, queue_topic
from tests.agents.build import group, opened, present

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told():
    found: list[Envelope] = []
    attach_node(found.extend)
    yield found
    attach_node(None)


def heard(told: list[Envelope], topic: str) -> list[dict]:
    return [json.loads(envelope.frame) for envelope in told if envelope.topic == topic]


def test_a_transaction_tells_each_once_however_often_it_changed(told):
    front, mia = group(), present(capacity=0)
    talk = opened()
    told.clear()
    with transaction.atomic():
        for _ in range(3):
            tell_cards([talk.id])
            tell_agents([mia.id])
        assert told == []
    assert Counter(json.loads(each.frame)["type"] for each in told) == {
        "chat_session": 1, "agent": 1, "colleague": 1,
    }  # fmt: skip
    assert heard(told, queue_topic(front.id))[0]["chat_session"]["id"] == str(talk.id)


def test_many_changes_are_one_frame_for_each_who_hears_them(told, monkeypatch):
    front = group(auto_accept=True)
    crew = [present(name, capacity=0) for name in ("mia", "leo")]
    talks = [opened(str(n)) for n in range(5)]
    Agent.objects.update(capacity=5)
    monkeypatch.setattr(telling, "MOST_IN_A_FRAME", 3)
    told.clear()
    assign_waiting()
    cards = [frame for frame in heard(told, queue_topic(front.id)) if frame["type"] == "changes"]
    assert [len(frame["chat_sessions"]) for frame in cards] == [3, 2]
    assert {card["id"] for frame in cards for card in frame["chat_sessions"]} == {str(t.id) for t in talks}
    (floor,) = heard(told, FLOOR)
    assert {(each["name"], each["load"]) for each in floor["colleagues"]} == {("Mia", 3), ("Leo", 2)}
    assert [
        frame["agent"]["load"] for frame in heard(told, agent_topic(crew[0].id)) if frame["type"] == "agent"
    ] == [3]


def test_what_rings_is_told_before_the_cards_are_read(told):
    front, mia = group(), present()
    talk = opened()
    kinds = [json.loads(each.frame)["type"] for each in told if each.topic != "places"]
    assert kinds.index("offer") < kinds.index("agent")
    (ring,) = (frame for frame in heard(told, agent_topic(mia.id)) if frame["type"] == "offer")
    assert ring["offer"]["chat_session"]["id"] == str(talk.id)
    assert ring["offer"]["chat_session"]["group"] == str(front.id)
