"""What an agent asks and is answered, on a node in memory and the real database."""

import json

import pytest

from agents.conversation import AgentConversation
from agents.services.tickets import Admitted
from chat.hub.connection import PolledConnection
from chat.hub.topics import FLOOR, agent_topic, lane_topic
from chat.log.writer import append
from chat.models import ChatSession
from tests.chat.build import agent, answered, chat_session, node_in_memory, said

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """An agent who talks to a node without any wire."""

    def __init__(self, node, who) -> None:
        self.connection = PolledConnection()
        node.hub.join(self.connection)
        self.conversation = AgentConversation(node, self.connection, Admitted(who.id, who.name, "login"))

    async def ask(self, type_: str, **fields: object) -> dict:
        return json.loads(await self.conversation.reply_to(json.dumps({"type": type_, "ref": 1, **fields})))


@pytest.fixture
async def node():
    async with node_in_memory() as node:
        yield node


@pytest.fixture
def mia():
    return agent("mia")


@pytest.fixture
def talk(mia):
    """One that Mia answers, with an entry in each lane."""
    made: ChatSession = chat_session(responsible=mia.id)
    append([said(made), answered(made, "note", lane="staff")])
    return made


async def test_who_unfollows_hears_neither_lane_and_goes_on_hearing_the_floor(node, mia, talk):
    desk = Desk(node, mia)
    one = {"chat_session": str(talk.id)}
    pages = [await desk.ask("resume", **one, lane=lane) for lane in ("public", "staff")]
    assert [[e["text"] for e in page["entries"]] for page in pages] == [["hello"], ["note"]]
    assert desk.connection.topics == {
        FLOOR, agent_topic(mia.id), lane_topic(talk.id, "public"), lane_topic(talk.id, "staff"),
    }  # fmt: skip
    assert [await desk.ask("unfollow", **one) for _ in range(2)] == [{"type": "ok", "ref": 1}] * 2
    assert desk.connection.topics == {FLOOR, agent_topic(mia.id)}
    assert set(node.hub.topics) == desk.connection.topics
