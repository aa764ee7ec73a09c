"""What an agent asks and is answered, on a node in memory and the real database."""

import pytest

from chat.hub.topics import FLOOR, agent_topic, lane_topic
from chat.ids import new_id
from chat.log.writer import append
from chat.models import ChatSession
from tests.agents.build import group
from tests.agents.desks import Desk
from tests.chat.build import agent, answered, chat_session, customer, node_in_memory, said

pytestmark = pytest.mark.django_db(transaction=True)


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


SERVED: dict[str, dict[str, object]] = {
    "close": {},
    "pull": {},
    "transfer": {"agent": str(new_id())},
    "requeue": {},
    "invite": {"agent": str(new_id())},
    "part": {},
    "take_over": {},
    "assign": {"agent": str(new_id())},
    "send": {"client_id": str(new_id()), "text": "hi"},
    "amend": {"lane": "public", "seq": 1, "client_id": str(new_id()), "text": "hi"},
    "why": {},
    "set_tags": {"tags": ["refund"]},
    "draft": {"lane": "staff", "text": "hi"},
    "look": {},
    "typing": {"on": True},
}


@pytest.fixture
def foreign():
    """Chat sessions of a queue that Mia does not staff: a running one and one that has ended."""
    other = group("Deliveries").id
    leo = agent("leo")
    made = [chat_session(customer(name), responsible=leo.id) for name in ("Bob", "Cy")]
    ChatSession.objects.filter(pk__in=[each.pk for each in made]).update(queue_id=other)
    ChatSession.objects.filter(pk=made[1].pk).update(phase="closed")
    return [str(each.id) for each in made]


@pytest.mark.parametrize("type_", SERVED)
async def test_what_is_not_an_agents_to_see_answers_as_what_never_was(node, mia, foreign, type_):
    desk = Desk(node, mia)
    said = [await desk.ask(type_, chat_session=each, **SERVED[type_]) for each in (str(new_id()), *foreign)]
    assert [(frame["type"], frame.get("code"), frame.get("text")) for frame in said] == [
        ("refusal", "unknown", said[0]["text"])
    ] * 3
