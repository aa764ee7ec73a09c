"""The sockets' loop, driven by ASGI events, on a node in memory and the real database."""

import json

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from chat import node as node_module
from chat.consumers.customer import CustomerConsumer
from chat.services.identify import issue_token
from tests.chat.build import customer, node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def node(monkeypatch):
    async with node_in_memory() as node:
        monkeypatch.setattr(node_module, "_running", node)
        yield node


@pytest.fixture
def token():
    return issue_token(customer=customer("Ada"))


class Socket(WebsocketCommunicator):
    """A customer's socket, as a server would carry it."""

    def __init__(self, *, ip: str = "192.0.2.1") -> None:
        super().__init__(CustomerConsumer.as_asgi(), "/ws/customer", subprotocols=["frontdesk.v1"])
        self.scope["client"] = [ip, 50_000]

    async def greet(self, token: str) -> str | int:
        """Connect and say hello; what came first."""
        await self.connect()
        await self.send_json_to({"type": "hello", "ref": 1, "token": token})
        return await self.came()

    async def came(self) -> str | int:
        """The type of the next frame, or the code it was closed with."""
        event = await self.receive_output(timeout=20)
        return (
            int(event["code"])
            if event["type"] == "websocket.close"
            else str(json.loads(event["text"])["type"])
        )


def limit(node, **limits: int) -> None:
    changed = node.settings.limits.model_copy(update=limits)
    node.settings = node.settings.model_copy(update={"limits": changed})


async def test_who_was_silent_for_60_seconds_is_closed_and_who_spoke_meanwhile_is_not(
    node, token, monkeypatch
):
    quiet, lively = Socket(), Socket()
    assert [await quiet.greet(token), await lively.greet(token)] == ["welcome", "welcome"]
    for connection in node.hub.connections:
        connection.heard_at -= node_module.SILENT_AFTER_SECONDS
    await lively.send_json_to({"type": "ping", "ref": 2})
    assert await lively.came() == "pong"
    monkeypatch.setattr(node_module, "LISTEN_CHECK_SECONDS", 0.01)
    node.spawn(node._keep_closing_silent())
    assert await quiet.came() == 4408
    await lively.send_json_to({"type": "ping", "ref": 3})
    assert await lively.came() == "pong"
    for socket in (quiet, lively):
        await socket.disconnect()
    assert node.hub.connections == set()


async def test_one_address_may_hold_so_many_sockets_and_one_that_leaves_makes_room(node, token):
    limit(node, sockets_per_ip=2)
    first, second, third, elsewhere, later = Socket(), Socket(), Socket(), Socket(ip="192.0.2.2"), Socket()
    assert [await each.greet(token) for each in (first, second, third, elsewhere)] == [
        "welcome", "welcome", 4429, "welcome",
    ]  # fmt: skip
    await first.disconnect()
    assert await later.greet(token) == "welcome"
    for socket in (second, elsewhere, later):
        await socket.disconnect()


async def test_sockets_that_have_not_said_who_they_are_count_for_their_address(node, token):
    limit(node, sockets_per_ip=1)
    mute, other = Socket(), Socket()
    await mute.connect()
    assert await other.greet(token) == 4429
    await mute.disconnect()


async def test_one_customer_may_hold_so_many_sockets_whatever_the_address(node, token):
    limit(node, sockets_per_customer=1)
    bo = await sync_to_async(lambda: issue_token(customer=customer("Bo")))()
    sockets = [Socket(ip=f"192.0.2.{n}") for n in range(3)]
    assert [await each.greet(of) for each, of in zip(sockets, (token, token, bo), strict=True)] == [
        "welcome", 4429, "welcome",
    ]  # fmt: skip
    for socket in (sockets[0], sockets[2]):
        await socket.disconnect()
