"""Uploads over HTTP: Django's own middleware, the real database, a storage on the disk."""

import asyncio
import base64
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import AsyncClient

from agents.models import Agent
from chat.attachments import receiving
from chat.attachments.working import work_on_files
from chat.models import Attachment, ChatSession, UploadDay
from tests.chat.attachments.build import (
    EXE,
    HTML,
    PDF,
    SVG,
    TUS,
    Uploading,
    bomb,
    docx,
    metadata,
    picture,
    rotated_jpeg,
    row,
    uploading,
    wav,
)
from tests.chat.attachments.conftest import stored
from tests.chat.build import agent, chat_session, customer

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("close_threads_connection"),
]


@pytest.fixture
def ada() -> Uploading:
    return uploading("Ada")


def answer(response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return response.status_code, response.json()["code"]


rows = sync_to_async(lambda: Attachment.objects.count())
row_of = sync_to_async(row)


async def test_a_picture_in_three_parts_is_whole_and_ready_with_the_last_one(ada, storage):
    data = picture()
    begun = await ada.begin(len(data), "C:\\me\\shop.png")
    assert begun.status_code == 201
    path = begun["Location"]
    first, second = await ada.patch(path, 0, data[:20]), await ada.patch(path, 20, data[20:50])
    assert [(r.status_code, r["Upload-Offset"], r["Tus-Resumable"]) for r in (first, second)] == [
        (204, "20", "1.0.0"), (204, "50", "1.0.0"),
    ]  # fmt: skip
    asked = await ada.ask("HEAD", path)
    assert (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"]) == (200, "50", str(len(data)))
    assert asked["Cache-Control"] == "no-store"

    last = await ada.patch(path, 50, data[50:])
    assert last.status_code == 200
    card = last.json()
    assert {key: card[key] for key in ("kind", "name", "media_type", "width", "height", "thumbnail_url")} == {
        "kind": "image", "name": "shop.png", "media_type": "image/png", "width": 8, "height": 6,
        "thumbnail_url": None,
    }  # fmt: skip
    assert card["url"].startswith("/files/")
    assert stored(storage) == ["original"]
    assert (await row_of(path)).state == "ready"


async def test_the_last_answer_can_be_had_again(ada):
    data = picture()
    begun = await ada.begin(len(data))
    first = await ada.patch(begun["Location"], 0, data)
    here = (await ada.ask("HEAD", begun["Location"]))["Upload-Offset"]
    again = await ada.patch(begun["Location"], int(here), b"")
    assert (again.status_code, again.json()) == (200, first.json())


async def test_what_it_is_is_what_its_bytes_say(ada):
    expected = {
        ("a.jpeg", rotated_jpeg()): ("image", "image/jpeg", "a.jpeg"),
        ("a.pdf", picture()): ("image", "image/png", "a.pdf.png"),
        ("rechnung.pdf", PDF): ("file", "application/pdf", "rechnung.pdf"),
        ("订单.docx", docx()): ("file", DOCX, "订单.docx"),
        ("run.bat", b"del *.*"): ("file", "text/plain", "run.bat.txt"),
        ("list.csv", "名,数\n".encode("gbk")): ("file", "text/csv", "list.csv"),
    }
    found = {}
    for name, data in expected:
        card = (await ada.whole(data, name)).json()
        found[name, data] = (card["kind"], card["media_type"], card["name"])
    assert found == expected


async def test_what_may_not_be_sent_is_refused_and_its_bytes_are_gone(ada, storage):
    bad = [
        ("a.png", HTML), ("a.png", SVG), ("a.svg", SVG), ("a.txt", HTML), ("a.pdf", EXE), ("a.exe", EXE),
        ("a.png", picture()[:-20]), ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100)), ("a.bin", bytes(range(256))),
    ]  # fmt: skip
    for name, data in bad:
        begun = await ada.begin(len(data), name)
        assert answer(await ada.patch(begun["Location"], 0, data)) == (415, "not_allowed"), (name, data)
        assert (await ada.ask("HEAD", begun["Location"])).status_code == 410
    await sync_to_async(work_on_files)()
    assert stored(storage) == []


async def test_a_picture_that_unpacks_to_too_much_is_refused(ada):
    assert answer(await ada.whole(bomb())) == (413, "too_large")


async def test_a_recording_must_be_sound(ada):
    assert (await ada.whole(wav(), "clip.wav", voice="1")).json()["kind"] == "voice"
    assert answer(await ada.whole(PDF, "clip.wav", voice="1")) == (415, "not_allowed")


async def test_of_two_who_go_on_from_the_same_offset_one_wins(ada, storage):
    data = picture(size=(64, 64))
    path = (await ada.begin(len(data)))["Location"]
    both = await asyncio.gather(*(ada.patch(path, 0, data[:40]) for _ in range(2)))
    assert sorted(r.status_code for r in both) == [204, 409]
    assert stored(storage) == ["000000000000"]
    assert (await ada.patch(path, 40, data[40:])).status_code == 200


async def test_a_wrong_offset_changes_nothing(ada):
    path = (await ada.begin(100))["Location"]
    await ada.patch(path, 0, b"x" * 10)
    assert [answer(await ada.patch(path, offset, b"y")) for offset in (0, 9, 11, 100)] == [
        (409, "conflict")
    ] * 4
    assert (await row_of(path)).offset_bytes == 10


async def test_more_than_was_announced_is_refused_and_not_kept(ada, storage):
    path = (await ada.begin(10))["Location"]
    assert answer(await ada.patch(path, 0, b"x" * 11)) == (413, "too_large")
    assert ((await row_of(path)).offset_bytes, stored(storage)) == (0, [])


async def test_a_large_body_is_stored_part_by_part(ada, monkeypatch, storage):
    monkeypatch.setattr(receiving, "PART_BYTES", 64 * 1024)
    data = b"a line of text\n" * 20_000
    begun = await ada.begin(len(data) + 1, "log.txt")
    assert (await ada.patch(begun["Location"], 0, data)).status_code == 204
    assert len((await row_of(begun["Location"])).parts) == 5
    assert (await ada.patch(begun["Location"], len(data), b"\n")).json()["bytes"] == len(data) + 1


async def test_in_too_many_pieces_it_is_to_be_begun_anew(ada, monkeypatch):
    monkeypatch.setattr(receiving, "SPARE_PARTS", 2)
    path = (await ada.begin(10))["Location"]
    assert [(await ada.patch(path, n, b"x")).status_code for n in range(3)] == [204, 204, 429]


async def test_a_cancelled_upload_is_gone(ada, storage):
    path = (await ada.begin(10))["Location"]
    await ada.patch(path, 0, b"x" * 5)
    assert (await ada.ask("DELETE", path)).status_code == 204
    assert answer(await ada.patch(path, 5, b"x")) == (410, "gone")
    await sync_to_async(work_on_files)()
    assert stored(storage) == []


async def test_post_may_stand_for_other_methods(ada):
    path = (await ada.begin(10))["Location"]
    patched = await ada.ask("POST", path, b"xyz", Upload_Offset="0", X_HTTP_Method_Override="PATCH")
    assert (patched.status_code, patched["Upload-Offset"]) == (204, "3")


async def test_anybody_may_ask_what_is_spoken_here():
    for path in ("/api/uploads", f"/api/uploads/{uuid4()}"):
        told = await AsyncClient().generic("OPTIONS", path)
        assert (told.status_code, told["Tus-Version"], told["Tus-Extension"]) == (
            204, "1.0.0", "creation,expiration,termination",
        )  # fmt: skip


# ---------------------------------------------------------------- who may


async def test_foreign_uploads_and_chat_sessions_answer_as_unknown_ones_do(ada):
    path = (await ada.begin(10))["Location"]
    bo = await sync_to_async(uploading)("Bo")
    for method in ("HEAD", "PATCH", "DELETE"):
        foreign, unknown = [
            await bo.ask(method, p, b"", Upload_Offset="0") for p in (path, f"/api/uploads/{uuid4()}")
        ]
        assert (foreign.status_code, foreign.content) == (404, unknown.content)
    foreign, unknown = await bo.begin(10, talk=ada.talk.id), await bo.begin(10, talk=uuid4())
    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    assert await rows() == 1


async def test_nobody_uploads_to_what_has_ended(ada):
    await sync_to_async(ChatSession.objects.filter(pk=ada.talk.id).update)(phase="closed")
    assert answer(await ada.begin(10)) == (403, "closed")


async def test_who_is_not_known_may_nothing(ada):
    for authorization in ("", "Bearer", "Bearer x", "Basic abc", f"Bearer {'x' * 43}", "Bearer ü"):
        ada.headers = {**TUS, **({"Authorization": authorization} if authorization else {})}
        assert answer(await ada.begin(10)) == (401, "forbidden")
        assert (await ada.ask("HEAD", f"/api/uploads/{uuid4()}")).status_code == 401
    assert await rows() == 0


class Signed(Uploading):
    """A signed-in agent's page."""

    def __init__(self, agent: Agent, talk: ChatSession) -> None:
        self.agent, self.talk = agent, talk
        self.http = AsyncClient(enforce_csrf_checks=True)
        self.headers = dict(TUS)

    async def sign_in(self) -> "Signed":
        await self.http.aforce_login(self.agent.user)
        await self.http.get("/admin/console/")
        self.headers["X-CSRFToken"] = self.http.cookies["csrftoken"].value
        return self


@pytest.fixture
async def mia(db):
    who = await sync_to_async(agent)("mia")
    talk = await sync_to_async(lambda: chat_session(customer("Bo"), responsible=who.id))()
    return await Signed(who, talk).sign_in()


async def test_an_agent_uploads_by_login_session_and_csrf_token(mia):
    assert (await mia.whole(picture())).json()["kind"] == "image"
    found = await sync_to_async(Attachment.objects.get)()
    assert (found.uploader_kind, found.uploader_id) == ("agent", mia.agent.id)
    del mia.headers["X-CSRFToken"]
    assert answer(await mia.begin(10)) == (403, "forbidden")
    assert answer(await mia.ask("DELETE", f"/api/uploads/{found.id}")) == (403, "forbidden")


async def test_an_agent_may_upload_where_they_may_see(mia):
    queue = uuid4()
    hidden = await sync_to_async(lambda: chat_session(customer("Cy")))()
    await sync_to_async(ChatSession.objects.filter(pk=hidden.pk).update)(queue_id=queue)
    foreign, unknown = await mia.begin(10, talk=hidden.id), await mia.begin(10, talk=uuid4())
    assert (foreign.status_code, foreign.content) == (404, unknown.content)


async def test_a_customers_upload_is_not_the_agents(ada, mia):
    path = (await ada.begin(10))["Location"]
    assert (await mia.ask("HEAD", path)).status_code == 404


# ---------------------------------------------------------------- how much


async def test_each_site_says_how_large_and_what(ada):
    site = ada.talk.site
    site.upload_max_bytes, site.upload_types = 300, ["application/pdf"]
    await sync_to_async(site.save)()
    assert answer(await ada.begin(301)) == (413, "too_large")
    assert answer(await ada.whole(picture())) == (415, "not_allowed")
    assert (await ada.whole(PDF, "a.pdf")).status_code == 200
    site.upload_types = []
    await sync_to_async(site.save)()
    assert answer(await ada.begin(10)) == (415, "not_allowed")


async def test_a_customers_bytes_of_a_day_are_counted_as_they_come(ada, monkeypatch, storage):
    monkeypatch.setattr(settings.FRONTDESK.files, "customer_bytes_per_day", 100)
    early = await ada.begin(101)
    assert answer(early) == (429, "quota")
    assert 0 < early.json()["retry_after"] <= 86_400
    one, two = [(await ada.begin(80, "a.txt"))["Location"] for _ in range(2)]
    assert (await ada.patch(one, 0, b"x" * 80)).status_code == 200
    assert (await ada.patch(two, 0, b"x" * 20)).status_code == 204
    assert answer(await ada.patch(two, 20, b"x")) == (429, "quota")
    used = await sync_to_async(lambda: sorted(UploadDay.objects.values_list("bytes", flat=True)))()
    assert (used, (await row_of(two)).offset_bytes) == ([100, 100], 20)
    assert stored(storage) == ["000000000000", "original"]


async def test_a_sites_customers_share_a_days_bytes_and_agents_do_not(ada, mia, monkeypatch):
    monkeypatch.setattr(settings.FRONTDESK.files, "site_bytes_per_day", 50)
    assert (await ada.whole(b"x" * 50, "a.txt")).status_code == 200
    bo = await sync_to_async(uploading)("Bo")
    assert answer(await bo.begin(1)) == (429, "quota")
    assert (await mia.whole(b"x" * 60, "a.txt")).status_code == 200


async def test_begun_uploads_that_are_not_finished_are_few(ada, monkeypatch):
    monkeypatch.setattr(settings.FRONTDESK.files, "pending_uploads", 2)
    assert [(await ada.begin(10)).status_code for _ in range(3)] == [201, 201, 429]
    assert await rows() == 2


# ---------------------------------------------------------------- garbage


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def wrong_beginnings(talk: str) -> list[tuple[dict[str, str], tuple[int, str]]]:
    """What is changed in a good POST, and the answer."""
    bad, named = (400, "bad_frame"), f"chat_session {b64(talk.encode())}"
    return [
        ({"Tus-Resumable": "0.2.1"}, (412, "bad_frame")),
        ({"Tus-Resumable": ""}, (412, "bad_frame")),
        *(({"Upload-Length": value}, bad) for value in ("", "-1", "1e3", "+1", "01", " 1 2", "9" * 500)),
        ({"Upload-Length": "9007199254740992"}, bad),
        ({"Upload-Length": "9007199254740991"}, (413, "too_large")),
        ({"Upload-Length": "0"}, (400, "blank")),
        ({"Upload-Metadata": "a " * 2_000}, (413, "too_large")),
        *(
            ({"Upload-Metadata": value}, bad)
            for value in (
                "", "chat_session", "chat_session !!!", f"chat_session {b64(b'xyz')}", f"{named},{named}",
                f"{named},filename {b64(bytes([255]))}", f"{named},voice {b64(b'2')}", f"{named},a\tb {b64(b'x')}",
            )
        ),
    ]  # fmt: skip


async def test_a_begin_that_is_wrong_is_refused_and_leaves_no_row(ada):
    good = {"Upload-Length": "10", "Upload-Metadata": metadata(chat_session=str(ada.talk.id))}
    headers = ada.headers
    for changed, expected in wrong_beginnings(str(ada.talk.id)):
        ada.headers = {**headers, **good, **changed}
        assert answer(await ada.ask("POST", "/api/uploads")) == expected, changed
    assert await rows() == 0


async def test_a_patch_that_is_wrong_is_refused_and_keeps_nothing(ada):
    path = (await ada.begin(10))["Location"]
    wrong = [({"Upload-Offset": value}, 400) for value in ("", "-5", "0x0", "9" * 400, "1.0")]
    for changed, status in [({"Content-Type": "application/octet-stream"}, 415), *wrong]:
        headers = {"Upload-Offset": "0", **changed}
        assert (await ada.ask("PATCH", path, b"xyz", **headers)).status_code == status, changed
    assert (await row_of(path)).offset_bytes == 0


async def test_other_methods_and_addresses_are_not_there(ada):
    path = (await ada.begin(10))["Location"]
    statuses = [(await ada.ask(method, path)).status_code for method in ("GET", "PUT", "POST")]
    statuses += [(await ada.ask(method, "/api/uploads")).status_code for method in ("GET", "PATCH", "DELETE")]
    assert statuses == [405] * 6
    assert (await ada.ask("HEAD", "/api/uploads/nonsense")).status_code == 404
