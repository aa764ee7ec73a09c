"""The sockets as clients meet them, on both servers, as real processes."""

import asyncio
import json
import re
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import Client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from agents.models import Status
from agents.services.tickets import issue_ticket
from chat.models import Message
from chat.services.identify import issue_token, revoke_tokens
from tests.chat.build import agent, customer
from tests.chat.mutants import mutants
from tests.live import LiveNode, Refused, nodes, until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["uvicorn", "daphne"])
def kind(request):
    return request.param


@pytest.fixture
def pair(kind, live_env, tmp_path):
    """Two nodes of one cluster."""
    with nodes(*(LiveNode(tmp_path / f"{n}.log", live_env, kind) for n in range(2))) as started:
        yield started


@pytest.fixture
def token():
    return issue_token(customer=customer())


@pytest.fixture
def mia():
    made: Any = agent("mia", status=Status.ONLINE)  # with what a browser of hers would hold
    client = Client()
    client.force_login(made.user)
    made.login = client.session.session_key
    made.client = client
    made.ticket = lambda: issue_ticket(agent=made, login_session_key=made.login)
    return made


@pytest.fixture(autouse=True)
async def _close_threads_connection():
    yield
    await sync_to_async(lambda: connection.close())()


@asynccontextmanager
async def raw_socket(node, path="/ws/customer", **options):
    async with connect(node.ws(path), **({"subprotocols": ["frontdesk.v1"]} | options)) as socket:
        yield socket


async def closed_with(node, *frames, path="/ws/customer", **options) -> int:
    """The close code after sending these."""
    async with raw_socket(node, path, **options) as socket:
        for frame in frames:
            await socket.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))
        try:
            async with asyncio.timeout(15):
                while True:
                    await socket.recv()
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006


async def post(node, token, body, **headers) -> httpx.Response:
    async with httpx.AsyncClient(timeout=40) as http:
        return await http.post(
            node.http("/wire/customer"),
            headers={"Authorization": f"Bearer {token}"} | headers,
            **({"content": body} if isinstance(body, bytes) else {"json": body}),
        )


async def test_a_talk_between_two_nodes(pair, token, mia):
    here, there = pair
    desk = there.agent(await sync_to_async(mia.ticket)(), mia.login)
    workspace = await desk.connect()
    assert (workspace["type"], workspace["agent"]["name"], workspace["mine"]) == ("workspace", "Mia", [])

    ada = here.customer(token)
    welcome = await ada.connect()
    assert (welcome["type"], welcome["chat_session"], welcome["max_text_chars"]) == ("welcome", None, 8000)
    talk = (await ada.request({"type": "open"}))["chat_session"]["id"]
    await ada.resume(talk)
    await until(lambda: len(ada.entries) == 2)
    await desk.resume(talk)

    acks = [await ada.send(talk, text) for text in ("您好", "a")] + [await desk.send(talk, "b")]
    assert [(a["type"], a["seq"]) for a in acks] == [("ack", 3), ("ack", 4), ("ack", 5)]
    await until(lambda: len(ada.entries) == 5 and len(desk.entries) == 5)
    assert [ada.entries[n]["text"] for n in range(1, 6)] == ["", "", "您好", "a", "b"]
    assert ada.entries == desk.entries
    assert [ada.entries[n]["event"]["name"] for n in (1, 2)] == ["opened", "assigned"]

    await desk.request(
        {"type": "send", "chat_session": talk, "client_id": str(uuid4()), "text": "note", "lane": "staff"}
    )
    client_id = str(uuid4())
    first, again = [await ada.send(talk, "c", client_id) for _ in range(2)]
    assert (first["seq"], first["at"]) == (again["seq"], again["at"])
    with pytest.raises(Refused) as no:
        await ada.send(talk, "other", client_id)
    assert no.value.args[0]["code"] == "conflict"
    with pytest.raises(Refused) as no:
        await ada.request({"type": "resume", "chat_session": talk, "lane": "staff"})
    assert no.value.args[0]["code"] == "unknown"

    await desk.request({"type": "close", "chat_session": talk})
    await until(lambda: 7 in ada.entries)
    assert ada.entries[7]["event"] == {"name": "closed", "by": "agent"}
    assert all(e["text"] != "note" for e in ada.entries.values())
    with pytest.raises(Refused) as no:
        await ada.send(talk, "too late")
    assert no.value.args[0]["code"] == "closed"

    back = there.customer(token)
    await back.connect()
    await back.resume(talk)
    assert back.entries == ada.entries
    for each in (ada, desk, back):
        await each.close()
    assert "Traceback" not in here.said() + there.said()


async def test_who_may_not_in_is_told_so_by_the_close_code(pair, token, mia):
    node = pair[0]
    hello = {"type": "hello", "ref": 1, "token": token}
    ping = {"type": "ping", "ref": 1}
    assert await closed_with(node, {"type": "hello", "ref": 1, "token": "x" * 43}) == 4401
    assert await closed_with(node, ping) == 4401
    assert await closed_with(node, "nonsense") == 4401
    assert await closed_with(node, b"\xff\x00") == 4401
    assert await closed_with(node, hello, *["bad"] * 6) == 4400
    with pytest.raises(InvalidStatus) as no:
        await closed_with(node, hello, subprotocols=None)
    assert no.value.response.status_code == 403

    own = {"origin": node.http(""), "additional_headers": {"Cookie": f"sessionid={mia.login}"}}
    ticket = {"type": "hello", "ref": 1, "ticket": await sync_to_async(mia.ticket)()}
    for origin in ("http://evil.example", None, "http://["):
        with pytest.raises(InvalidStatus):
            await closed_with(node, ticket, path="/ws/agent", **(own | {"origin": origin}))
    assert await closed_with(node, ticket, path="/ws/agent", origin=node.http("")) == 4401
    assert await closed_with(node, ticket, path="/ws/agent", **own) == 4401  # the try before used it up

    fresh = {"type": "hello", "ref": 1, "ticket": await sync_to_async(mia.ticket)()}
    async with raw_socket(node, "/ws/agent", **own) as socket:
        await socket.send(json.dumps(fresh))
        assert json.loads(await socket.recv())["type"] == "workspace"
        assert await closed_with(node, fresh, path="/ws/agent", **own) == 4401
        await sync_to_async(mia.client.logout)()
        async with asyncio.timeout(10):
            await socket.wait_closed()
        assert socket.close_code == 4403
    assert "Traceback" not in node.said()


async def test_a_revoked_token_opens_nothing_more(pair, token):
    node, of = pair[0], await sync_to_async(customer)("Bo")
    other = await sync_to_async(lambda: issue_token(customer=of))()
    ada = node.customer(other)
    await ada.connect()
    await sync_to_async(lambda: revoke_tokens(customer=of))()
    assert await closed_with(node, {"type": "hello", "ref": 1, "token": other}) == 4401
    with pytest.raises(ConnectionError):
        await ada.request({"type": "get_state"})
    await ada.close()


async def test_long_polling_keeps_the_same_promises(pair, token):
    here, there = pair
    opened = (
        await post(here, token, {"frames": [{"type": "get_state", "ref": 1}, {"type": "open", "ref": 2}]})
    ).json()
    assert [(f["type"], f["ref"]) for f in opened["frames"][:2]] == [("welcome", 1), ("opened", 2)]
    talk = opened["frames"][1]["chat_session"]["id"]
    follow = {"type": "resume", "ref": 1, "chat_session": talk, "after_seq": 1}

    # Their place follows the opening; it must not be what ends the poll that waits for what is said.
    settled = (await post(here, token, {"frames": [follow], "wait_seconds": 1})).json()["frames"]
    assert {f["type"] for f in settled} <= {"page", "place"}

    waiting = asyncio.create_task(post(here, token, {"frames": [follow], "wait_seconds": 20}))
    await asyncio.sleep(0.3)
    send = {"type": "send", "ref": 1, "chat_session": talk, "client_id": str(uuid4()), "text": "hi"}
    acks = [(await post(there, token, {"frames": [send]})).json()["frames"] for _ in range(3)]
    assert [[f["type"] for f in frames] for frames in acks] == [["ack"]] * 3
    assert {(f[0]["seq"], f[0]["at"]) for f in acks} == {(2, acks[0][0]["at"])}
    heard = (await waiting).json()["frames"]
    assert [(f["type"], f.get("text")) for f in heard] == [("page", None), ("entry", "hi")]

    page = (await post(there, token, {"frames": [follow], "wait_seconds": 20})).json()["frames"]
    assert [[e["text"] for e in f["entries"]] for f in page] == [["hi"]]
    nothing = await post(here, token, {"frames": [follow | {"after_seq": 2}], "wait_seconds": 0.2})
    assert [(f["type"], f["entries"]) for f in nothing.json()["frames"]] == [("page", [])]
    assert "Traceback" not in here.said() + there.said()


async def test_what_is_wrong_over_http_is_said_in_its_own_words(pair, token):
    node = pair[0]
    frame = {"type": "ping", "ref": 1}
    assert (await post(node, "x" * 43, {"frames": [frame]})).status_code == 401
    assert (await post(node, "short", {"frames": [frame]})).status_code == 401
    assert (await post(node, token, {"frames": [frame]}, Authorization="")).status_code == 401
    for size in (300_000, 3_000_000):
        large = await post(node, token, b" " * size)
        assert (large.status_code, large.json()["frames"][0]["code"]) == (413, "too_large")
    for body in (
        b"",
        b"[]",
        b"\xff",
        b'{"frames":{}}',
        b"[" * 50_000,
        b'{"frames":[' + b"[" * 50_000,
        b'{"wait_seconds":NaN}',
    ):
        wrong = await post(node, token, body)
        assert (wrong.status_code, wrong.json()["frames"][0]["code"]) == (400, "bad_frame"), body[:20]
    mixed = await post(node, token, b'{"frames":[{"type":"nonsense","ref":5},{"type":"ping","ref":6}]}')
    assert [(f["type"], f["ref"]) for f in mixed.json()["frames"]] == [("refusal", 5), ("pong", 6)]
    async with httpx.AsyncClient() as http:
        assert (
            await http.get(node.http("/wire/customer"), headers={"Authorization": f"Bearer {token}"})
        ).status_code == 405
        assert (
            await http.post(node.http("/wire/agent"), json={"frames": []})
        ).status_code == 403  # no CSRF token
    assert "Traceback" not in node.said()


async def test_the_same_message_fifty_times_at_once_from_everywhere_is_one_row_and_fifty_equal_acks(
    pair, token
):
    clients = [pair[n % 2].customer(token) for n in range(30)]
    await asyncio.gather(*(client.connect() for client in clients))
    talk = (await clients[0].request({"type": "open"}))["chat_session"]["id"]
    client_id = str(uuid4())
    frame = {"type": "send", "ref": 1, "chat_session": talk, "client_id": client_id, "text": "once"}

    async def by_http(n: int) -> dict:
        return (await post(pair[n % 2], token, {"frames": [frame]})).json()["frames"][0]

    acks = await asyncio.gather(
        *(client.send(talk, "once", client_id) for client in clients), *(by_http(n) for n in range(20))
    )
    assert {(a["type"], a["seq"], a["at"], a["client_id"]) for a in acks} == {
        ("ack", 2, acks[0]["at"], client_id)
    }
    assert len(acks) == 50
    stored = await sync_to_async(
        lambda: list(Message.objects.filter(kind="text").values_list("seq", "text"))
    )()
    assert stored == [(2, "once")]
    await asyncio.gather(*(client.close() for client in clients))


async def test_thousands_of_broken_frames_leave_no_row_no_traceback_and_a_working_socket(
    kind, live_env, tmp_path, token
):
    patient = live_env | {"FRONTDESK_LIMITS__BAD_FRAMES_PER_MINUTE": "1000000"}
    with nodes(LiveNode(tmp_path / "node.log", patient, kind)) as (node,):
        async with raw_socket(node, compression=None) as socket:
            await socket.send(json.dumps({"type": "hello", "ref": 1, "token": token}))
            await socket.recv()
            for number, raw in enumerate(mutants(5_000, seed=2)):
                await socket.send(raw)  # binary, so that broken UTF-8 gets as far as the decoder
                reply = json.loads(await socket.recv())
                assert reply["type"] in {"refusal", "pong", "welcome", "ok"}, (raw, reply)
                assert reply.get("code") != "unavailable", raw
                if number % 500 == 0:
                    await socket.send('{"type":"ping","ref":77}')
                    assert json.loads(await socket.recv()) == {"type": "pong", "ref": 77}
        async with httpx.AsyncClient() as http:
            for raw in mutants(300, seed=3):
                answer = await http.post(
                    node.http("/wire/customer"),
                    headers={"Authorization": f"Bearer {token}"},
                    content=b'{"frames":[' + raw + b"]}",
                )
                assert answer.status_code in {200, 400}, (raw, answer.text)
        assert re.findall(r"Traceback|ERROR", node.said()) == []
    assert await sync_to_async(Message.objects.count)() == 0


async def test_a_new_customer_whose_name_is_broken_is_refused(pair):
    from chat.models import Site

    site = await sync_to_async(lambda: Site.objects.create(name="s"))()
    async with httpx.AsyncClient() as http:
        url = pair[0].http(f"/api/widget/{site.id}/customers")
        for body in (
            b'{"name":"\\ud800"}',
            b'{"name":"\\u0000"}',
            b'{"email":"\\ud800@a.b"}',
            b"[" * 4000,
            b"nonsense",
            b'{"identity":"\\ud800"}',
        ):
            answer = await http.post(url, content=body)
            assert answer.status_code in {400, 403}, (body, answer.status_code)
        good = await http.post(url, json={"name": "您好"})
        assert (good.status_code, good.json()["customer"]["name"]) == (201, "您好")
        unknown = await http.post(pair[0].http(f"/api/widget/{uuid4()}/customers"), json={})
        assert unknown.status_code == 404
    assert "Traceback" not in pair[0].said()
