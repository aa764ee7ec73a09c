"""Editing and recalling over the wire: who hears of it, who may, and what is answered."""

import json
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from agents.models import Membership
from chat.bus.memory import MemoryBus
from chat.bus.publish import attach_node
from chat.hub.connection import PolledConnection
from chat.log.writer import append
from chat.models import ChatSession, Message
from chat.services.identify import identify_customers, issue_token, token_sha256
from chat.wire.customer import CustomerConversation
from tests.agents.build import group
from tests.agents.desks import Desk
from tests.chat.build import agent, answered, chat_session, node_in_memory, said

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = [
    {"lane": "public", "seq": 2, "text": "good morning"},
    {"lane": "public", "seq": 2, "text": "good day"},
    {"lane": "public", "seq": 3, "text": None},
]


@pytest.fixture
async def node():
    """One of two nodes; the other one is `node.other`."""
    wire: set[MemoryBus] = set()
    async with node_in_memory(wire) as here, node_in_memory(wire) as there:
        attach_node(here.tell_from_any_thread)
        here.other = there  # type: ignore[attr-defined]
        yield here
        attach_node(None)


@pytest.fixture
def crew():
    """Mia answers; Leo staffs the same queue, Zoe another one."""
    front, other = group(for_everyone=False), group("Deliveries")
    made = {name: agent(name) for name in ("mia", "leo", "zoe")}
    for name, of in (("mia", front), ("leo", front), ("zoe", other)):
        Membership.objects.create(agent=made[name], group=of)
    made["queue"] = front  # type: ignore[assignment]
    return made


@pytest.fixture
def talk(crew) -> ChatSession:
    made: ChatSession = chat_session(responsible=crew["mia"].id)
    ChatSession.objects.filter(pk=made.pk).update(queue_id=crew["queue"].id)
    append(
        [
            said(made, "hello"),
            answered(made, "god day"),
            answered(made, "oh"),
            answered(made, "note", lane="staff"),
        ]
    )
    return made


def amend(talk: ChatSession, step: dict, client_id: str = "") -> dict:
    return {"chat_session": str(talk.id), "client_id": client_id or str(uuid4()), **step}


class Ada:
    """The customer at a node, without any wire."""

    def __init__(self, node, talk: ChatSession, who) -> None:
        self.connection, self.talk = PolledConnection(), talk
        node.hub.join(self.connection)
        self.conversation = CustomerConversation(node, self.connection, who)

    async def ask(self, type_: str, **fields: object) -> dict:
        return json.loads(await self.conversation.reply_to(json.dumps({"type": type_, "ref": 1, **fields})))

    async def resume(self) -> list[dict]:
        page = await self.ask("resume", chat_session=str(self.talk.id))
        return page["entries"]

    def heard(self) -> list[dict]:
        return [json.loads(frame) for frame in self.connection.frames]


async def ada_at(node, talk: ChatSession) -> Ada:
    tokens = await sync_to_async(lambda: [token_sha256(issue_token(customer=talk.customer))])()
    (who,) = await sync_to_async(identify_customers)(tokens)
    return Ada(node, talk, who)


def applied(entries: list[dict]) -> list[tuple[str, str]]:
    """What a client shows of them: the rule of PROTOCOL, in five lines."""
    shown = {entry["seq"]: (entry["text"], entry["amended"]) for entry in entries if entry["event"] is None}
    for entry in entries:
        event = entry["event"]
        if event and event["name"] == "amended" and (entry["text"] or event["how"] == "recalled"):
            shown[event["seq"]] = (entry["text"], event["how"])
    return list(shown.values())


async def test_whoever_follows_hears_it_on_every_node_and_shows_what_a_fresh_reader_reads(node, crew, talk):
    mia, ada = Desk(node, crew["mia"]), await ada_at(node.other, talk)
    held = await ada.resume()
    acks = [await mia.ask("amend", **amend(talk, step)) for step in STEPS]
    assert [(ack["type"], ack["seq"]) for ack in acks] == [("ack", 4), ("ack", 5), ("ack", 6)]
    heard = ada.heard()
    assert [(e["seq"], e["kind"], e["event"], e["text"]) for e in heard] == [
        (4, "event", {"name": "amended", "seq": 2, "how": "edited"}, "good morning"),
        (5, "event", {"name": "amended", "seq": 2, "how": "edited"}, "good day"),
        (6, "event", {"name": "amended", "seq": 3, "how": "recalled"}, ""),
    ]
    shown = [("hello", ""), ("good day", "edited"), ("", "recalled")]
    fresh = await (await ada_at(node, talk)).resume()
    assert (applied(held + heard), applied(fresh)) == (shown, shown)
    assert applied(held + heard[:1] + fresh[4:]) == shown


async def test_what_the_bus_lost_is_found_again(node, crew, talk):
    ada = await ada_at(node.other, talk)
    held = await ada.resume()
    node.bus.publish = lambda envelopes: None
    await Desk(node, crew["mia"]).ask("amend", **amend(talk, STEPS[1]))
    assert ada.heard() == []
    await node.other.check_positions()
    while not ada.heard():
        await ada.connection.something(1)
    heard = ada.heard()
    assert applied(held + heard)[1] == ("good day", "edited")


async def test_a_note_is_amended_for_staff_alone(node, crew, talk):
    mia, ada = Desk(node, crew["mia"]), await ada_at(node, talk)
    await ada.resume()
    reply = await mia.ask("amend", **amend(talk, {"lane": "staff", "seq": 1, "text": "a better note"}))
    assert (reply["type"], reply["seq"]) == ("ack", 2)
    assert ada.heard() == []


async def test_a_resend_is_acked_alike_and_told_once(node, crew, talk):
    mia, ada = Desk(node, crew["mia"]), await ada_at(node, talk)
    await ada.resume()
    frame = amend(talk, STEPS[0])
    first, again = await mia.ask("amend", **frame), await mia.ask("amend", **frame)
    assert first == again
    assert len(ada.heard()) == 1
    after_the_transfer = await sync_to_async(ChatSession.objects.filter(pk=talk.pk).update)(
        responsible_id=crew["zoe"].id, queue_id=None
    )
    assert (after_the_transfer, await Desk(node, crew["mia"]).ask("amend", **frame)) == (1, first)


@pytest.mark.parametrize(
    ("who", "step", "code"),
    [
        ("leo", {"lane": "public", "seq": 2, "text": "mine now"}, "forbidden"),
        ("leo", {"lane": "public", "seq": 2, "text": None}, "forbidden"),
        ("leo", {"lane": "staff", "seq": 1, "text": None}, "forbidden"),
        ("leo", {"lane": "public", "seq": 9, "text": None}, "unknown"),
        ("mia", {"lane": "public", "seq": 1, "text": "x"}, "forbidden"),
        ("mia", {"lane": "public", "seq": 2, "text": " "}, "blank"),
        ("mia", {"lane": "public", "seq": 2, "text": ""}, "bad_frame"),
        ("mia", {"lane": "public", "seq": 2}, "bad_frame"),
        ("mia", {"lane": "public", "seq": -1, "text": "x"}, "bad_frame"),
        ("mia", {"seq": 2, "text": "x"}, "bad_frame"),
        ("zoe", {"lane": "public", "seq": 2, "text": "x"}, "unknown"),
        ("zoe", {"lane": "staff", "seq": 1, "text": "x"}, "unknown"),
        ("zoe", {"lane": "public", "seq": 9, "text": "x"}, "unknown"),
    ],
)
async def test_what_may_not_be_amended_is_refused_and_stays(node, crew, talk, who, step, code):
    before = await sync_to_async(lambda: list(Message.objects.order_by("pk").values()))()
    reply = await Desk(node, crew[who]).ask("amend", **amend(talk, step))
    assert (reply["type"], reply["code"]) == ("refusal", code)
    assert await sync_to_async(lambda: list(Message.objects.order_by("pk").values()))() == before


async def test_customers_amend_nothing(node, crew, talk):
    ada = await ada_at(node, talk)
    reply = await ada.ask("amend", **amend(talk, STEPS[0] | {"seq": 1}))
    assert (reply["type"], reply["code"], reply["ref"]) == ("refusal", "bad_frame", 1)
