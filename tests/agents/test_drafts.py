"""Drafts between an agent's devices: what events tell is what a fresh workspace shows."""

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from agents.drafts import Drafts
from agents.services.drafts import drafts_of
from tests.agents.desks import seated
from tests.chat.build import agent, chat_session, node_in_memory

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
    return chat_session(responsible=mia.id)


async def by_fetch(desk) -> list[dict]:
    return (await desk.ask("get_workspace"))["drafts"]


def write(desk, talk, text: str, lane: str = "public"):
    return desk.ask("draft", chat_session=str(talk.id), lane=lane, text=text)


async def test_the_other_device_hears_it_and_the_own_does_not(node, mia, talk):
    phone, laptop, leos = (
        await seated(node, mia), await seated(node, mia, login="other"),
        await seated(node, await sync_to_async(agent)("leo")),
    )  # fmt: skip
    assert await write(phone, talk, "Good mor") == {"type": "ok", "ref": 1}
    (told,) = laptop.heard("draft")
    assert (phone.heard("draft"), leos.heard("draft")) == ([], [])
    assert (told["text"], await by_fetch(laptop), await by_fetch(leos)) == ("Good mor", [told], [])
    await write(laptop, talk, "")
    assert [each["text"] for each in phone.heard("draft")] == [""]
    assert await by_fetch(phone) == []


async def test_exchanges_of_one_login_are_one_device(node, mia, talk):
    asks, waits, other = [await seated(node, mia, login=login, polls=True) for login in ("a", "a", "b")]
    await write(asks, talk, "Hi")
    assert [len(desk.heard("draft")) for desk in (asks, waits, other)] == [0, 0, 1]


async def test_what_was_sent_is_no_draft_any_more(node, mia, talk):
    phone, laptop = await seated(node, mia), await seated(node, mia)
    await write(phone, talk, "Good morning")
    await write(phone, talk, "a note", "staff")
    laptop.heard("draft")
    sent = {"chat_session": str(talk.id), "client_id": str(uuid4()), "text": "Good morning"}
    assert (await phone.ask("send", **sent))["type"] == "ack"
    await node.service(Drafts).forget_sent()
    assert [(each["lane"], each["text"]) for each in laptop.heard("draft")] == [("public", "")]
    assert phone.heard("draft") == []
    assert [each["text"] for each in await by_fetch(laptop)] == ["a note"]


async def test_messages_without_drafts_cost_one_query_together(node, mia, talk, count_queries):
    desk = await seated(node, mia)
    for n in range(5):
        sent = {"chat_session": str(talk.id), "client_id": str(uuid4()), "text": str(n)}
        await desk.ask("send", **sent)
    asked = count_queries()
    await node.service(Drafts).forget_sent()
    assert (len(asked), desk.heard("draft")) == (1, [])


async def test_a_node_that_ends_forgets_first_what_was_sent(mia, talk):
    async with node_in_memory() as node:
        desk = await seated(node, mia)
        await write(desk, talk, "Hi")
        await desk.ask("send", chat_session=str(talk.id), client_id=str(uuid4()), text="Hi")
    assert (await sync_to_async(drafts_of)([mia.id]))[mia.id] == []


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 8_001, "bad_frame"), ("a\x00b", "bad_frame"), ("a\ud800", "bad_frame")]
)
async def test_what_cannot_be_kept_is_refused_and_leaves_nothing(node, mia, talk, text, code):
    desk = await seated(node, mia)
    assert ((await write(desk, talk, text))["code"], await by_fetch(desk)) == (code, [])
