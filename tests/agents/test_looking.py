"""Who looks at a chat session, and who writes in it."""

import json
from contextlib import AsyncExitStack

import pytest
from asgiref.sync import sync_to_async

from agents.looking import FORGET_SECONDS, Lookers
from chat.bus.memory import MemoryBus
from chat.ids import new_id
from chat.models import ChatSession
from tests.agents.desks import Desk, seated
from tests.chat.build import agent, chat_session, node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """Mia answers Ada on one node, Leo works on another."""

    def __init__(self) -> None:
        self.mia, self.leo = agent("mia"), agent("leo")
        self.talk = chat_session(responsible=self.mia.id)


@pytest.fixture
async def house():
    return await sync_to_async(House)()


@pytest.fixture
async def nodes():
    wire: set[MemoryBus] = set()
    async with AsyncExitStack() as stack:
        both = [await stack.enter_async_context(node_in_memory(wire)) for _ in range(2)]
        for node in both:
            node.service(Lookers)
        yield both


async def follow(desk: Desk, talk) -> None:
    for lane in ("public", "staff"):
        await desk.ask("resume", chat_session=str(talk.id), lane=lane)


def seen(desk: Desk) -> list[tuple[str, bool, bool]]:
    return [(each["name"], each["on"], each["typing"]) for each in desk.heard("looking")]


async def look(desk: Desk, talk) -> None:
    chat_session = None if talk is None else str(talk.id)
    assert await desk.ask("look", chat_session=chat_session) == {"type": "ok", "ref": 1}


async def test_who_looks_is_told_to_who_looks_on_any_node(nodes, house):
    mia, leo = await seated(nodes[0], house.mia), await seated(nodes[1], house.leo)
    for desk in (mia, leo):
        await follow(desk, house.talk)
    await look(mia, house.talk)
    assert seen(leo) == [("Mia", True, False)]
    mia.heard()
    await look(leo, house.talk)
    assert (seen(mia), seen(leo)) == (
        [("Leo", True, False)], [("Mia", True, False), ("Leo", True, False)],
    )  # fmt: skip
    await look(leo, None)
    assert seen(mia) == [("Leo", False, False)]
    await look(leo, None)
    assert seen(mia) == []


async def test_who_comes_later_hears_who_looks_already_and_after_a_while_no_longer(nodes, house, monkeypatch):
    mia = await seated(nodes[0], house.mia)
    await look(mia, house.talk)
    leo = await seated(nodes[1], house.leo)
    await look(leo, house.talk)
    assert seen(leo) == [("Mia", True, False)]
    for node in nodes:
        now = node.loop.time()
        monkeypatch.setattr(node.loop, "time", lambda now=now: now + FORGET_SECONDS + 1)
        break  # both nodes share the loop
    await look(leo, house.talk)
    assert seen(leo) == []
    lookers = nodes[1].service(Lookers)
    await lookers.check_position()
    assert [each.name for each in lookers.others(house.talk.id, new_id())] == ["Leo"]


async def test_who_goes_elsewhere_or_away_looks_no_longer(nodes, house):
    mia, leo = await seated(nodes[0], house.mia), await seated(nodes[0], house.leo)
    await follow(mia, house.talk)
    other = await sync_to_async(chat_session)(responsible=house.leo.id)
    await look(leo, house.talk)
    await look(leo, other)
    assert seen(mia) == [("Leo", True, False), ("Leo", False, False)]
    await look(leo, house.talk)
    nodes[0].service(Lookers).leave(leo.connection)
    assert seen(mia) == [("Leo", True, False), ("Leo", False, False)]


async def test_who_looks_from_two_consoles_looks_until_both_are_gone(nodes, house):
    mia = await seated(nodes[0], house.mia)
    await follow(mia, house.talk)
    consoles = [await seated(nodes[0], house.leo) for _ in range(2)]
    for desk in consoles:
        await look(desk, house.talk)
    seen(mia)
    await look(consoles[0], None)
    assert seen(mia) == []
    await look(consoles[1], None)
    assert seen(mia) == [("Leo", False, False)]


async def test_exchanges_of_one_login_are_one_console(nodes, house):
    mia = await seated(nodes[0], house.mia)
    await follow(mia, house.talk)
    await look(await seated(nodes[0], house.leo, polls=True), house.talk)
    await look(await seated(nodes[0], house.leo, polls=True), None)
    assert seen(mia) == [("Leo", True, False), ("Leo", False, False)]


async def test_writing_in_it_is_told_when_it_begins_and_ends(nodes, house):
    mia, leo = await seated(nodes[0], house.mia), await seated(nodes[1], house.leo)
    for desk in (mia, leo):
        await follow(desk, house.talk)
        await look(desk, house.talk)
    seen(mia)
    for lane, on in (("staff", True), ("staff", True), ("public", True), ("staff", False)):
        await leo.ask("typing", chat_session=str(house.talk.id), lane=lane, on=on)
    assert seen(mia) == [("Leo", True, True), ("Leo", True, False)]


async def test_of_typing_in_the_staff_lane_only_staff_hear(nodes, house):
    mia, leo = await seated(nodes[0], house.mia), await seated(nodes[1], house.leo)
    for desk in (mia, leo):
        await follow(desk, house.talk)
    ada = Desk(nodes[0], house.leo)  # hears the public lane alone
    nodes[0].hub.subscribe(f"public:{house.talk.id}", ada.connection)
    await leo.ask("typing", chat_session=str(house.talk.id), lane="staff", on=True)
    (event,) = mia.heard("typing")
    assert (event["who"], event["name"], event["lane"], event["on"]) == ("agent", "Leo", "staff", True)
    assert ada.heard("typing") == []
    await mia.ask("typing", chat_session=str(house.talk.id), on=True)
    assert [(each["lane"], each["text"]) for each in ada.heard("typing")] == [("public", "")]


async def test_of_who_only_reads_customers_hear_nothing_and_colleagues_that_they_write(nodes, house):
    mia, leo = await seated(nodes[0], house.mia), await seated(nodes[1], house.leo)
    for desk in (mia, leo):
        await follow(desk, house.talk)
        await look(desk, house.talk)
    seen(mia)
    typing = {"chat_session": str(house.talk.id), "on": True}
    assert await leo.ask("typing", **typing) == {"type": "ok", "ref": 1}
    assert [(each["type"], each.get("typing")) for each in map(json.loads, mia.connection.frames)] == [
        ("looking", True)
    ]
    mia.heard()
    await sync_to_async(ChatSession.objects.update)(participant_ids=[house.leo.id])
    await leo.ask("typing", **typing)
    assert [each["name"] for each in mia.heard("typing")] == ["Leo"]


async def test_who_follows_one_lane_may_not_type_in_the_other(nodes, house):
    leo = await seated(nodes[0], house.leo)
    await leo.ask("resume", chat_session=str(house.talk.id))
    frame = {"chat_session": str(house.talk.id), "lane": "staff", "on": True}
    assert (await leo.ask("typing", **frame))["code"] == "unknown"
