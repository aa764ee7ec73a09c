"""Who may speak on which socket, and what they may ask there of which chat session."""

import json

import pytest
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import User
from django.test import AsyncClient

from chat import node as node_module
from cs_platform.asgi import application
from tests.chat.build import node_in_memory
from tests.cs_platform.roles.people import EVERYBODY, People, everybody, rows_of

pytestmark = pytest.mark.django_db(transaction=True)

# The first frame's answer, or the code with which the socket is closed. Long-polling gives the status.
SOCKETS = """
                anonymous customer login clerk     agent supervisor administrator superuser
/ws/customer         4401  welcome  4401  4401      4401       4401          4401      4401
/ws/agent            4401     4401  4401  4401 workspace  workspace     workspace workspace
/wire/customer        401      200   401   401       401        401           401       401
/wire/agent           403      403   401   401       200        200           200       200
"""
MADE_UP = "x" * 43


@pytest.fixture
async def node(monkeypatch):
    async with node_in_memory() as node:
        monkeypatch.setattr(node_module, "_running", node)
        yield node


@pytest.fixture
def people() -> People:
    return everybody()


@pytest.mark.parametrize(("path", "expected"), rows_of(SOCKETS, EVERYBODY))
async def test_a_socket_greets_whom_it_is_for(path: str, expected: dict[str, str], node, people: People):
    tokens = {"customer": people.token}
    ask = exchanged if path.startswith("/wire/") else greeted
    assert {
        who: await ask(path, await browser(people, who), tokens.get(who, MADE_UP)) for who in EVERYBODY
    } == expected


async def browser(people: People, who: str) -> AsyncClient:
    """Signed in as they are, with the cookie that forms repeat."""
    client = AsyncClient(enforce_csrf_checks=True)
    if who not in {"anonymous", "customer"}:
        await client.aforce_login(await User.objects.aget(username=who))
        await client.get("/admin/login/", follow=True)
    return client


async def exchanged(path: str, client: AsyncClient, token: str) -> str:
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value} if "csrftoken" in client.cookies else {}
    headers["Authorization"] = f"Bearer {token}"
    said = await client.post(path, '{"frames": []}', content_type="application/json", headers=headers)
    return str(said.status_code)


async def greeted(path: str, client: AsyncClient, token: str) -> str:
    """What comes first, after a hello with whatever they can get hold of."""
    hello = {"type": "hello", "ref": 1}
    if path == "/ws/agent":
        csrf = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
        said = await client.post("/api/console/ticket", headers={"X-CSRFToken": csrf})
        hello["ticket"] = said.json()["ticket"] if said.status_code == 200 else MADE_UP
    else:
        hello["token"] = token
    cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    socket = WebsocketCommunicator(
        application,
        path,
        headers=[(b"cookie", cookies.encode()), (b"origin", b"http://desk"), (b"host", b"desk")],
        subprotocols=["frontdesk.v1"],
    )
    socket.scope["client"] = ["192.0.2.1", 50_000]
    await socket.connect()
    await socket.send_json_to(hello)
    event = await socket.receive_output(timeout=20)
    if event["type"] == "websocket.close":
        return str(event["code"])
    await socket.disconnect()
    return str(json.loads(event["text"])["type"])
