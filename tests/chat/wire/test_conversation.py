"""What a customer asks and is answered, on a node in memory and the real database."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chat.bus.memory import MemoryBus
from chat.hints import Hints
from chat.hub.connection import PolledConnection
from chat.hub.topics import FLOOR, lane_topic
from chat.ids import new_id
from chat.log.writer import append
from chat.models import ChatSession, Device, GivenAnswers, Message, PageView, Site
from chat.protocol.refusals import CloseCode, Closing
from chat.services.identify import identify_customers, issue_token, token_sha256
from chat.wire.customer import CustomerConversation
from chat.wire.gate import KeyedBuckets
from tests.chat.build import chat_session, customer, node_in_memory, said

pytestmark = pytest.mark.django_db(transaction=True)


class Client:
    """A customer who talks to a node without any wire."""

    def __init__(self, node, who) -> None:
        self.connection = PolledConnection()
        node.hub.join(self.connection)
        self.conversation = CustomerConversation(node, self.connection, who)

    async def ask(self, type_: str, **fields: object) -> dict:
        return await self.raw(json.dumps({"type": type_, "ref": 1, **fields}))

    async def raw(self, frame: bytes | str) -> dict:
        return json.loads(await self.conversation.reply_to(frame))

    def heard(self) -> list[tuple[str, object]]:
        frames, self.connection.frames = self.connection.frames, []
        return [(f["type"], f.get("text") or f.get("on")) for f in map(json.loads, frames)]


def identify(of):
    (who,) = identify_customers([token_sha256(issue_token(customer=of))])
    return who


@pytest.fixture
async def node():
    async with node_in_memory() as node:
        yield node


@pytest.fixture
async def eve(node):
    return Client(node, await sync_to_async(lambda: identify(customer("Eve")))())


@pytest.fixture
async def talk():
    """Somebody's running chat session, with one message."""

    def make() -> ChatSession:
        made = chat_session()
        append([said(made, "secret")])
        return made

    return await sync_to_async(make)()


async def owner(node, talk) -> Client:
    return Client(node, await sync_to_async(lambda: identify(talk.customer))())


REQUESTS: dict[str, dict[str, Any]] = {
    "resume": {"after_seq": 0},
    "resume, staff": {"after_seq": 0, "lane": "staff"},
    "send": {"client_id": str(uuid4()), "text": "hi"},
    "read": {"seq": 1},
    "typing": {"on": True},
    "close": {},
}


@pytest.mark.parametrize("case", REQUESTS)
async def test_somebody_elses_chat_session_answers_as_an_unknown_one_and_stays_as_it_is(
    node, eve, talk, case
):
    def state() -> tuple:
        row = ChatSession.objects.filter(pk=talk.pk).values_list()
        return (list(row), list(Message.objects.values_list()))

    before = await sync_to_async(state)()
    name = case.partition(",")[0]
    foreign = await eve.ask(name, chat_session=str(talk.id), **REQUESTS[case])
    unknown = await eve.ask(name, chat_session=str(new_id()), **REQUESTS[case])
    assert foreign == unknown
    assert (foreign["type"], foreign["code"]) == ("refusal", "unknown")
    assert await sync_to_async(state)() == before
    assert eve.heard() == []


async def test_naming_anothers_message_id_answers_as_an_unknown_chat_session(node, eve, talk):
    theirs = await sync_to_async(lambda: str(Message.objects.get().client_id))()
    reply = await eve.ask("send", chat_session=str(talk.id), client_id=theirs, text="secret")
    assert (reply["type"], reply["code"]) == ("refusal", "unknown")


async def test_whoever_asks_for_a_foreign_chat_session_hears_nothing_of_it_not_even_meanwhile(
    node, eve, talk
):
    ada = await owner(node, talk)
    await ada.ask("resume", chat_session=str(talk.id))
    asking = asyncio.create_task(eve.ask("resume", chat_session=str(talk.id)))
    while len(node.hub.topics[lane_topic(talk.id, "public")].listeners) < 2:
        await asyncio.sleep(0)
    await ada.ask("typing", chat_session=str(talk.id), on=True)
    assert (await asking)["code"] == "unknown"
    await ada.ask("send", chat_session=str(talk.id), client_id=str(uuid4()), text="secret")
    assert eve.heard() == []
    assert ada.heard() == [("typing", True), ("entry", "secret")]
    assert node.hub.topics[lane_topic(talk.id, "public")].listeners == {ada.connection}


async def test_what_is_said_while_one_reads_is_heard_too(node, talk):
    ada, tab = await owner(node, talk), await owner(node, talk)
    await ada.ask("resume", chat_session=str(talk.id))
    asking = asyncio.create_task(tab.ask("resume", chat_session=str(talk.id)))
    while len(node.hub.topics[lane_topic(talk.id, "public")].listeners) < 2:
        await asyncio.sleep(0)
    await ada.ask("typing", chat_session=str(talk.id), on=True)
    page = await asking
    assert [e["text"] for e in page["entries"]] == ["secret"]
    assert tab.heard() == [("typing", True)]


async def test_what_is_sent_is_acked_and_heard_by_whoever_follows(node, talk):
    ada = await owner(node, talk)
    page = await ada.ask("resume", chat_session=str(talk.id), after_seq=1)
    client_id = str(uuid4())
    acks = [
        await ada.ask("send", chat_session=str(talk.id), client_id=client_id, text="hi") for _ in range(3)
    ]
    assert (page["entries"], page["last_seq"], page["more"]) == ([], 1, False)
    assert [(a["type"], a["seq"], a["client_id"], a["at"]) for a in acks] == [
        ("ack", 2, client_id, acks[0]["at"])
    ] * 3
    assert ada.heard() == [("entry", "hi")]


async def test_who_unfollows_hears_nothing_more_until_they_follow_again_and_miss_nothing(node, talk):
    ada, tab = await owner(node, talk), await owner(node, talk)
    one = {"chat_session": str(talk.id)}
    for each in (ada, tab):
        await each.ask("resume", **one)
    assert [await tab.ask("unfollow", **one) for _ in range(2)] == [{"type": "ok", "ref": 1}] * 2
    await ada.ask("typing", **one, on=True)
    await ada.ask("send", **one, client_id=str(uuid4()), text="hi")
    assert (tab.heard(), ada.heard()) == ([], [("typing", True), ("entry", "hi")])
    assert (await tab.ask("typing", **one, on=True))["code"] == "unknown"
    page = await tab.ask("resume", **one, after_seq=1)
    assert [e["text"] for e in page["entries"]] == ["hi"]
    await ada.ask("send", **one, client_id=str(uuid4()), text="back")
    assert tab.heard() == [("entry", "back")]


async def test_unfollowing_anothers_chat_session_or_none_at_all_is_harmless(node, eve, talk):
    ada = await owner(node, talk)
    await ada.ask("resume", chat_session=str(talk.id))
    for which in (talk.id, new_id()):
        assert await eve.ask("unfollow", chat_session=str(which)) == {"type": "ok", "ref": 1}
    assert set(node.hub.topics[lane_topic(talk.id, "public")].listeners) == {ada.connection}


async def test_another_node_hears_it_over_the_bus(talk):
    wire: set[MemoryBus] = set()
    async with node_in_memory(wire) as here, node_in_memory(wire) as there:
        ada, tab = await owner(here, talk), await owner(there, talk)
        await tab.ask("resume", chat_session=str(talk.id))
        await ada.ask("send", chat_session=str(talk.id), client_id=str(uuid4()), text="hi")
        assert tab.heard() == [("entry", "hi")]


@pytest.mark.parametrize(("responsible", "heard"), [(None, ["hi"]), (new_id(), [])])
async def test_the_floor_hears_what_is_said_while_nobody_answers(node, responsible, heard):
    talk = await sync_to_async(lambda: chat_session(responsible=responsible))()
    ada, floor = await owner(node, talk), PolledConnection()
    node.hub.subscribe(FLOOR, floor)
    await ada.ask("send", chat_session=str(talk.id), client_id=str(uuid4()), text="hi")
    assert [json.loads(frame)["text"] for frame in floor.frames] == heard


async def test_what_the_bus_lost_is_found_by_the_position_check(talk):
    async with node_in_memory() as here, node_in_memory() as there:  # two wires: nothing gets through
        ada, tab = await owner(here, talk), await owner(there, talk)
        await tab.ask("resume", chat_session=str(talk.id))
        for text in "abc":
            await ada.ask("send", chat_session=str(talk.id), client_id=str(uuid4()), text=text)
        assert tab.heard() == []
        await there.check_positions()
        assert tab.heard() == [("entry", "a"), ("entry", "b"), ("entry", "c")]


async def test_the_open_one_is_got_again(node, eve):
    first, again = await eve.ask("open"), await eve.ask("open")
    assert first["chat_session"]["id"] == again["chat_session"]["id"]
    assert (first["chat_session"]["phase"], first["chat_session"]["last_seq"]) == ("waiting", 1)
    assert await sync_to_async(ChatSession.objects.count)() == 1
    assert (await eve.ask("get_state"))["chat_session"] == again["chat_session"]


async def test_too_many_messages_are_refused_with_the_time_to_wait_and_leave_nothing(node, talk):
    ada = await owner(node, talk)
    node.loop.time()
    replies = [
        await ada.ask("send", chat_session=str(talk.id), client_id=str(uuid4()), text=f"{n}")
        for n in range(30)
    ]
    acked = [r for r in replies if r["type"] == "ack"]
    refused = [r for r in replies if r["type"] == "refusal"]
    assert {(r["code"], r["retry_after"] <= 0.15) for r in refused} == {("too_fast", True)}
    assert await sync_to_async(Message.objects.count)() == len(acked) + 1


async def test_the_sixth_bad_frame_closes_the_connection(node, eve):
    for _ in range(5):
        assert (await eve.raw('{"type":"send","ref":7}'))["code"] == "bad_frame"
    assert (await eve.ask("ping")) == {"type": "pong", "ref": 1}
    with pytest.raises(Closing) as end:
        await eve.raw("nonsense")
    assert end.value.code == CloseCode.BAD_FRAMES


async def test_a_bad_frame_is_answered_with_its_ref_if_it_had_one(node, eve):
    replies = [await eve.raw(raw) for raw in ('{"type":"send","ref":7}', "{", b"\xff")]
    assert [(r["type"], r["ref"], r["code"]) for r in replies] == [
        ("refusal", 7, "bad_frame"), ("refusal", None, "bad_frame"), ("refusal", None, "bad_frame"),
    ]  # fmt: skip


async def test_a_fault_of_ours_is_answered_as_unavailable(node, eve, monkeypatch, caplog):
    def broken(item: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(node.identities, "submit", broken)
    reply = await eve.ask("get_state")
    assert (reply["code"], reply["retry_after"]) == ("unavailable", 2.0)
    assert "A request failed" in caplog.text


@pytest.mark.parametrize(
    ("request_", "queries"), [("send", 0), ("resume", 1), ("open again", 2), ("ping", 0)]
)
async def test_each_request_costs_a_fixed_number_of_queries(node, talk, request_, queries, count_queries):
    ada = await owner(node, talk)
    asked = count_queries()
    one = {"chat_session": str(talk.id)}
    match request_:
        case "send":  # its one round trip goes past Django's cursors: tests/chat/log/test_writer.py
            await ada.ask("send", **one, client_id=str(uuid4()), text="hi")
        case "resume":
            await ada.ask("resume", **one)
        case "open again":
            await ada.ask("open")
        case "ping":
            await ada.ask("ping")
    assert len(asked) == queries, asked


async def test_who_opens_and_closes_again_and_again_is_told_to_wait(node, eve):
    node.gate._openings = KeyedBuckets(2)
    leave = {"client_id": str(uuid4()), "text": "call me"}
    replies = [
        await eve.ask("open"),
        await eve.ask("leave_message", **leave),
        await eve.ask("open", anew=True),
    ]
    assert [(reply["type"], reply.get("code")) for reply in replies] == [
        ("opened", None), ("ack", None), ("refusal", "too_fast"),
    ]  # fmt: skip
    assert 29 < replies[2]["retry_after"] <= 31


async def typed(node, talk, text: str) -> list[tuple[str, object]]:
    """What who follows the chat session hears of it."""
    ada, agent = await owner(node, talk), PolledConnection()
    node.hub.subscribe(lane_topic(talk.id, "public"), agent)
    await ada.ask("resume", chat_session=str(talk.id))
    reply = await ada.ask("typing", chat_session=str(talk.id), on=True, text=text)
    assert reply == {"type": "ok", "ref": 1}
    return [(f["text"], f["on"]) for f in map(json.loads, agent.frames) if f["type"] == "typing"]


async def test_what_is_being_typed_is_shown_where_the_site_says_so_and_nowhere_else(node, talk):
    assert await typed(node, talk, "I am ang") == [("", True)]
    await sync_to_async(Site.objects.update)(sneak_peek=True)
    assert await typed(node, talk, "I am ang") == [("I am ang", True)]
    ada = await owner(node, talk)
    assert (await ada.ask("get_state"))["sneak_peek"] is True


async def test_who_came_before_the_site_changed_its_mind_is_not_peeked_at(node, talk):
    ada, agent = await owner(node, talk), PolledConnection()
    await sync_to_async(Site.objects.update)(sneak_peek=True)
    await ada.ask("resume", chat_session=str(talk.id))
    node.hub.subscribe(lane_topic(talk.id, "public"), agent)
    await ada.ask("typing", chat_session=str(talk.id), on=True, text="I am ang")
    assert [json.loads(frame)["text"] for frame in agent.frames] == [""]


@pytest.mark.parametrize("text", ["x" * 501, "a\x00b", "a\ud800"])
async def test_what_cannot_be_shown_of_typing_is_refused(node, talk, text):
    ada = await owner(node, talk)
    assert (await ada.ask("typing", chat_session=str(talk.id), on=True, text=text))["code"] == "bad_frame"


VISIT = {
    "url": "https://shop.example/oak",
    "title": "Oak",
    "time_zone": "Asia/Shanghai",
    "screen": "1920x1080",
}


async def test_a_customer_says_which_page_they_have_open(node, eve):
    eve.conversation.hints = Hints("curl/8.0", "de-DE,de;q=0.9")
    assert await eve.ask("visit", **VISIT) == {"type": "ok", "ref": 1}
    (page,), (device,) = await sync_to_async(
        lambda: (list(PageView.objects.values_list("url", "title")), list(Device.objects.all()))
    )()
    assert (page, device.user_agent, device.language) == ((VISIT["url"], "Oak"), "curl/8.0", "de-DE")


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"url": "https://" + "x" * 2_000},
        {"title": "x" * 201},
        {"title": "a\x00"},
        {"screen": "huge"},
        {"time_zone": "x" * 65},
    ],
)
async def test_a_page_that_is_none_is_refused_and_leaves_nothing(node, eve, wrong):
    assert (await eve.ask("visit", **(VISIT | wrong)))["code"] == "bad_frame"
    assert await sync_to_async(PageView.objects.count)() == 0


async def test_who_runs_from_page_to_page_is_held_up(node, eve, monkeypatch):
    monkeypatch.setattr(node.gate, "_visits", KeyedBuckets(2))
    said = [(await eve.ask("visit", **VISIT)).get("code") for _ in range(3)]
    assert said == [None, None, "too_fast"]


async def test_answers_are_kept_with_the_chat_session_that_they_open(node, eve):
    opened = await eve.ask("open", answers=[{"question": "Order number?", "answer": "4711"}])
    rows = await sync_to_async(lambda: list(GivenAnswers.objects.values_list("pk", "answers")))()
    assert [(str(pk), answers) for pk, answers in rows] == [
        (opened["chat_session"]["id"], [{"question": "Order number?", "answer": "4711"}])
    ]


@pytest.mark.parametrize(
    "answers",
    [
        [{"question": "?", "answer": "x"}] * 21,
        [{"question": "?", "answer": "x" * 1_001}],
        [{"question": "?", "answer": "a\x00"}],
        [{"question": "?", "answer": "a", "more": 1}],
        [{"question": "?"}],
    ],
)
async def test_answers_that_cannot_be_kept_open_nothing(node, eve, answers):
    assert (await eve.ask("open", answers=answers))["code"] == "bad_frame"
    assert await sync_to_async(ChatSession.objects.count)() == 0
