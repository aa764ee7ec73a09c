"""Uploads on real servers: bodies that break off, nodes that are killed, nothing held in memory, on both servers."""

import asyncio
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from chat.models import Attachment
from chat.services.chat_sessions import open_chat_session
from chat.services.identify import issue_token
from tests.chat.attachments.build import TUS, metadata, picture
from tests.chat.build import customer
from tests.live import LiveNode, nodes, until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

PART_BYTES = 1024 * 1024
TEXT = b"a line of a log that is long enough\n" * 80_000  # 2.9 MB


@pytest.fixture(params=["uvicorn"])
def kind(request):
    """Daphne, on which only some of this is tested, hands on no body before it is whole."""
    return request.param


BOTH = pytest.mark.parametrize("kind", ["uvicorn", "daphne"], indirect=True)


@pytest.fixture
def pair(kind, live_env, tmp_path):
    """Two nodes with one storage."""
    env = live_env | {"FRONTDESK_DATA_DIR": str(tmp_path / "var")}
    with nodes(*(LiveNode(tmp_path / f"{n}.log", env, kind) for n in range(2))) as started:
        yield started


@pytest.fixture(autouse=True)
async def _close_threads_connection():
    yield
    await sync_to_async(lambda: connection.close())()


class Person:
    """A customer who uploads over real connections."""

    def __init__(self, token: str, talk: str) -> None:
        self.token, self.talk = token, talk
        self.headers = {"Authorization": f"Bearer {token}", **TUS}

    async def ask(
        self, node: LiveNode, method: str, path: str, *, body: bytes = b"", **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(timeout=60) as http:
            return await http.request(
                method, node.http(path), content=body, headers={**self.headers, **named}
            )

    async def begin(self, node: LiveNode, size: int, name: str) -> str:
        said = metadata(chat_session=self.talk, filename=name)
        begun = await self.ask(node, "POST", "/api/uploads", Upload_Length=str(size), Upload_Metadata=said)
        assert begun.status_code == 201, begun.text
        return begun.headers["Location"]

    async def go_on(self, node: LiveNode, path: str, data: bytes) -> httpx.Response:
        """From where the server says it stands, to the end."""
        here = int((await self.ask(node, "HEAD", path)).headers["Upload-Offset"])
        return await self.ask(
            node, "PATCH", path, body=data[here:], Upload_Offset=str(here),
            Content_Type="application/offset+octet-stream",
        )  # fmt: skip

    async def break_off(self, node: LiveNode, path: str, data: bytes, sent: int) -> asyncio.StreamWriter:
        """A PATCH of everything, of which so much is sent; the connection is still open."""
        _, writer = await asyncio.open_connection("127.0.0.1", node.port)
        writer.write(head_of_patch(path, str(len(data)), self.headers) + data[:sent])
        await writer.drain()
        return writer


def head_of_patch(path: str, length: str, headers: dict[str, str]) -> bytes:
    said = {
        "Host": "127.0.0.1",
        "Content-Length": length,
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
        **headers,
    }
    lines = [f"PATCH {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.fixture
def ada() -> Person:
    who = customer()
    return Person(issue_token(customer=who), str(open_chat_session(customer_id=who.id).id))


def offset(path: str) -> int:
    return Attachment.objects.get(pk=path.rpartition("/")[2]).offset_bytes


async def test_a_body_that_breaks_off_is_kept_and_another_node_goes_on(pair, ada):
    here, there = pair
    path = await ada.begin(here, len(TEXT), "app.log")
    writer = await ada.break_off(here, path, TEXT, PART_BYTES + 1_000)
    await eventually(path, at_least=PART_BYTES)
    writer.close()
    await eventually(path, at_least=PART_BYTES + 1_000)
    card = (await ada.go_on(there, path, TEXT)).json()
    assert (card["name"], card["bytes"]) == ("app.log", len(TEXT))
    async with httpx.AsyncClient() as http:
        assert (await http.get(here.http(card["url"]))).content == TEXT
    assert "Traceback" not in here.said() + there.said()


async def test_a_node_that_is_killed_in_the_middle_loses_less_than_a_part(pair, ada):
    here, there = pair
    path = await ada.begin(here, len(TEXT), "app.log")
    writer = await ada.break_off(here, path, TEXT, 2 * PART_BYTES + 400_000)
    await eventually(path, at_least=2 * PART_BYTES)
    here.kill()
    writer.close()
    assert await sync_to_async(offset)(path) >= 2 * PART_BYTES
    assert (await ada.go_on(there, path, TEXT)).status_code == 200
    here.start()


@BOTH
async def test_who_is_killed_between_patches_has_kept_every_acknowledged_byte(pair, ada):
    data = picture("PNG", (40, 40))
    path = await ada.begin(pair[0], len(data), "a.png")
    for n in range(0, len(data) - 1, 40):
        node = pair[n // 40 % 2]
        patched = await ada.ask(
            node, "PATCH", path, body=data[n : min(n + 40, len(data) - 1)], Upload_Offset=str(n),
            Content_Type="application/offset+octet-stream",
        )  # fmt: skip
        node.kill()
        assert patched.headers["Upload-Offset"] == str(await sync_to_async(offset)(path))
        await asyncio.to_thread(node.start)
    assert (await ada.go_on(pair[0], path, data)).json()["kind"] == "image"


@BOTH
async def test_what_was_uploaded_is_sent_and_read(pair, ada):
    here, there = pair
    path = await ada.begin(here, len(data := picture()), "shop.png")
    card = (await ada.go_on(here, path, data)).json()
    person = there.customer(ada.token)
    await person.connect()
    await person.resume(ada.talk)
    sent = await person.request(
        {
            "type": "send",
            "chat_session": ada.talk,
            "client_id": str(uuid4()),
            "text": "",
            "attachment": card["id"],
        }
    )
    await until(lambda: sent["seq"] in person.entries)
    entry = person.entries[sent["seq"]]
    assert (entry["kind"], entry["attachment"]) == ("file", card)
    await person.close()


async def test_lengths_that_are_wrong_are_refused_before_the_body(pair, ada):
    node = pair[0]
    path = await ada.begin(node, 10, "a.txt")
    for length, status in (("11", 413), ("-3", 400), ("99999999999999999999", 400), ("x", 400)):
        reader, writer = await asyncio.open_connection("127.0.0.1", node.port)
        writer.write(head_of_patch(path, length, ada.headers))
        first = (await asyncio.wait_for(reader.readline(), 10)).decode()
        assert (length, first.split(" ")[1]) == (length, str(status))
        writer.close()
    assert await sync_to_async(offset)(path) == 0
    assert "Traceback" not in node.said()


async def test_a_large_upload_takes_little_memory(pair, ada):
    node = pair[0]
    size = 19 * PART_BYTES
    path = await ada.begin(node, size + 1, "big.log")
    before = peak_kib(node)
    patched = await ada.ask(
        node,
        "PATCH",
        path,
        body=b"x" * size,
        Upload_Offset="0",
        Content_Type="application/offset+octet-stream",
    )
    assert patched.status_code == 204
    assert peak_kib(node) - before < 12 * 1024, "KiB"


def peak_kib(node: LiveNode) -> int:
    """The most memory the process ever had."""
    assert node.process is not None
    status = Path(f"/proc/{node.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


async def eventually(path: str, *, at_least: int) -> None:
    async with asyncio.timeout(20):
        while await sync_to_async(offset)(path) < at_least:
            await asyncio.sleep(0.02)
