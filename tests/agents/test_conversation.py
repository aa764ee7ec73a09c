"""What an agent asks and is answered, on a node in memory and the real database."""

import json
from uuid import UUID, uuid4

import pytest
from asgiref.sync import sync_to_async
from django.utils.functional import lazy
from django.utils.translation import get_language

from agents.conversation import AgentConversation
from agents.models import CannedReply
from agents.services.tickets import Admitted
from chat.bus.publish import attach_node
from chat.hub.topics import FLOOR, agent_topic, lane_topic
from chat.ids import new_id
from chat.log.writer import append
from chat.models import ChatSession, Message
from chat.protocol.refusals import TEXTS
from chat.wire.gate import KeyedBuckets
from history.models import AuditEntry
from tests.agents.build import group, oversees, present
from tests.agents.desks import Desk, Heard, seated
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
    "get_customer": {},
    "saw_mentions": {},
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


class Floor:
    """Mia answers in a group of hers and Leo's; Zoe works elsewhere, Sam oversees."""

    def __init__(self) -> None:
        front, elsewhere = group(for_everyone=False), group("Elsewhere")
        self.mia, self.leo, self.sam = (present(name, groups={front: 1}) for name in ("mia", "leo", "sam"))
        self.zoe = present("zoe", groups={elsewhere: 1})
        oversees(self.sam, front)
        self.talk = chat_session(customer("Ada"), responsible=self.mia.id)
        ChatSession.objects.filter(pk=self.talk.pk).update(queue_id=front.id)


@pytest.fixture
async def floor():
    return await sync_to_async(Floor)()


def note(floor, *called: UUID, lane: str = "staff") -> dict[str, object]:
    return {
        "chat_session": str(floor.talk.id),
        "client_id": str(uuid4()),
        "text": "look",
        "lane": lane,
        "mentions": [str(each) for each in called],
    }


async def test_who_is_called_in_a_note_finds_it_in_their_workspace_until_they_saw_it(node, floor):
    attach_node(node.tell_from_any_thread)
    mia, leo = await seated(node, floor.mia), await seated(node, floor.leo)
    called = note(floor, floor.leo.id)
    acks = [(await mia.ask("send", **called))["seq"] for _ in range(2)]
    assert acks == [1, 1]
    (event,) = leo.heard("mentioned")
    assert (await leo.ask("get_workspace"))["mentions"] == [event["mention"]]
    assert await leo.ask("saw_mentions", chat_session=str(floor.talk.id)) == {"type": "ok", "ref": 1}
    assert leo.heard("mentions_seen") == [{"chat_session": str(floor.talk.id)}]
    assert (await leo.ask("get_workspace"))["mentions"] == []
    attach_node(None)


@pytest.mark.parametrize(
    ("who", "lane", "code"),
    [("zoe", "staff", "unknown"), ("nobody", "staff", "unknown"), ("leo", "public", "bad_frame")],
)
async def test_who_cannot_be_called_is_refused_and_nothing_is_said(node, floor, who, lane, code):
    mia, called = await seated(node, floor.mia), getattr(floor, who, None)
    reply = await mia.ask("send", **note(floor, called.id if called else new_id(), lane=lane))
    assert (reply["code"], await sync_to_async(Message.objects.count)()) == (code, 0)


async def test_a_supervisor_reads_silently_and_it_is_noted(node, floor):
    sam, mia, ada = await seated(node, floor.sam), await seated(node, floor.mia), Heard()
    node.hub.subscribe(lane_topic(floor.talk.id, "public"), ada)
    for lane in ("public", "staff"):
        assert (await sam.ask("resume", chat_session=str(floor.talk.id), lane=lane))["type"] == "page"
    entries = await sync_to_async(lambda: list(AuditEntry.objects.values_list("actor_name", "action")))()
    assert (entries, ada.frames, mia.connection.frames) == ([("sam", "transcript.look")], [], [])


async def test_what_was_said_is_found_and_who_asks_too_often_is_held_up(node, floor, monkeypatch):
    mia = await seated(node, floor.mia)
    await mia.ask("send", chat_session=str(floor.talk.id), client_id=str(uuid4()), text="The oak table")
    found = await mia.ask("find", text="OAK")
    assert ([hit["excerpt"] for hit in found["hits"]], found["more"]) == (["The oak table"], False)
    assert (await mia.ask("find", text=" "))["code"] == "blank"
    monkeypatch.setattr(node.gate, "_searches", KeyedBuckets(1))
    said = [(await mia.ask("find", text="OAK")).get("code") for _ in range(2)]
    assert said == [None, "too_fast"]


async def test_canned_replies_are_told_and_their_uses_counted(node, floor):
    made = await sync_to_async(lambda: CannedReply.objects.create(shortcut="hi", text="Hello"))()
    mia = await seated(node, floor.mia)
    assert await mia.ask("used_canned", reply=str(made.id)) == {"type": "ok", "ref": 1}
    (card,) = (await mia.ask("get_canned"))["replies"]
    assert (card["id"], card["shortcut"], card["text"], card["uses"]) == (str(made.id), "hi", "Hello", 1)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_why_not_is_said_in_the_readers_language(node, floor, language, monkeypatch):
    monkeypatch.setitem(TEXTS, "unknown", lazy(get_language, str)())
    connection = Heard()
    node.hub.join(connection)
    talk = AgentConversation(node, connection, Admitted(floor.zoe.id, "Zoe", "login"), language)
    asked = json.dumps({"type": "why", "ref": 1, "chat_session": str(floor.talk.id)})
    said = json.loads(await talk.reply_to(asked))
    assert (said["code"], said["text"], get_language()) == ("unknown", language, "en")
