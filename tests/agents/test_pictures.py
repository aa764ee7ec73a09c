"""A picture that is older than what was heard while it was taken must not have the last word."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async

from agents import pictures as pictures_module
from agents.pictures import Pictures
from agents.workspaces import workspaces
from chat.hub.connection import PolledConnection
from chat.hub.topics import FLOOR, Envelope, agent_topic
from chat.ids import new_id
from tests.agents.build import group, present
from tests.chat.build import node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)
NEWER = b'{"type":"colleague","colleague":{}}'
ANSWERED = b'{"type":"transfer_answered"}'


@pytest.fixture
async def mia():
    return await sync_to_async(lambda: (group(), present())[1])()


def types(connection: PolledConnection) -> list[str]:
    return [json.loads(frame)["type"] for frame in connection.frames]


async def test_what_was_heard_while_it_was_read_is_told_again_after_it(mia, monkeypatch):
    async with node_in_memory() as node:
        console = PolledConnection()
        node.hub.subscribe(FLOOR, console)
        node.hub.subscribe(agent_topic(mia.id), console)

        def read(agent_ids):
            found = workspaces(agent_ids)
            envelopes = [Envelope(FLOOR, 0, NEWER), Envelope(agent_topic(mia.id), 0, ANSWERED)]
            node.loop.call_soon_threadsafe(node.hub.deliver, envelopes)
            return found

        monkeypatch.setattr(pictures_module, "workspaces", read)
        (await node.service(Pictures).of(mia.id, console)).tell(console)
        assert types(console) == ["colleague", "transfer_answered", "workspace", "colleague"]


async def test_many_who_ask_at_once_share_a_reading(mia, monkeypatch):
    asked: list[set] = []
    monkeypatch.setattr(pictures_module, "workspaces", lambda ids: (asked.append(ids), workspaces(ids))[1])
    async with node_in_memory() as node:
        pictures = node.service(Pictures)
        found = await asyncio.gather(*(pictures.of(mia.id, ref=n) for n in range(20)))
    assert [picture.workspace.ref for picture in found] == list(range(20))
    assert len(asked) == 1


async def test_an_agent_who_is_no_more_has_none(mia):
    async with node_in_memory() as node:
        with pytest.raises(KeyError):
            await node.service(Pictures).of(new_id())
