"""The door to a file's bytes, over HTTP."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient

from chat.attachments.uploads import take_away
from chat.models import Attachment
from tests.chat.attachments.build import PDF, picture, uploading, wav

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("close_threads_connection")]

POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


@pytest.fixture
def ada():
    return uploading("Ada")


async def get(path: str, **headers: str):
    response: Any = await AsyncClient().get(
        path, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    body = b"".join([piece async for piece in response]) if response.streaming else response.content
    return response, body


async def test_a_picture_is_shown_and_may_do_nothing(ada):
    card = (await ada.whole(picture(), "shop.png")).json()
    response, body = await get(card["url"])
    assert (response.status_code, len(body)) == (200, card["bytes"])
    assert {name: response[name] for name in (
        "Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Accept-Ranges",
        "Cross-Origin-Resource-Policy", "Cache-Control", "X-Frame-Options",
    )} == {
        "Content-Type": "image/png",
        "Content-Disposition": 'inline; filename="shop.png"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
        "Accept-Ranges": "bytes",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=600",
        "X-Frame-Options": "DENY",
    }  # fmt: skip


async def test_a_recording_is_heard_and_a_sound_file_is_saved(ada):
    heard = (await ada.whole(wav(), "clip.wav", voice="1")).json()
    saved = (await ada.whole(wav(), "song.wav")).json()
    shown = [(await get(card["url"]))[0] for card in (heard, saved)]
    assert [(r["Content-Type"], r["Content-Disposition"].split(";")[0]) for r in shown] == [
        ("audio/wav", "inline"), ("application/octet-stream", "attachment"),
    ]  # fmt: skip


async def test_everything_else_is_to_be_saved_under_its_name(ada):
    card = (await ada.whole(PDF, 'Angebot "März".pdf')).json()
    response, body = await get(card["url"])
    assert (response["Content-Type"], body) == ("application/octet-stream", PDF)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Angebot%20_M%C3%A4rz_.pdf"


async def test_players_get_the_part_they_ask_for(ada):
    card = (await ada.whole(PDF, "a.pdf")).json()
    response, body = await get(card["url"], Range="bytes=2-5")
    assert (response.status_code, body) == (206, PDF[2:6])
    assert (response["Content-Range"], response["Content-Length"]) == (f"bytes 2-5/{len(PDF)}", "4")
    outside, _ = await get(card["url"], Range="bytes=9999-")
    assert (outside.status_code, outside["Content-Range"]) == (416, f"bytes */{len(PDF)}")


async def test_what_the_reader_has_is_not_sent_again(ada):
    card = (await ada.whole(PDF, "a.pdf")).json()
    first, _ = await get(card["url"])
    again, body = await get(card["url"], If_None_Match=first["ETag"])
    assert (again.status_code, body) == (304, b"")


async def test_head_tells_without_the_bytes(ada):
    card = (await ada.whole(PDF, "a.pdf")).json()
    response = await AsyncClient().head(card["url"])
    assert (response.status_code, response["Content-Length"], response.content) == (200, str(len(PDF)), b"")


async def test_without_the_key_there_is_nothing(ada):
    card = (await ada.whole(PDF, "a.pdf")).json()
    row = await sync_to_async(Attachment.objects.get)()
    wrong = [
        f"/files/{'x' * 43}/original/a.pdf", f"/files/{row.id}/original/a.pdf", f"/files/{row.key}/thumb/a.pdf",
        f"/files/{row.key[:-1]}/original/a.pdf", f"/files/{row.key}%00/original/a.pdf", f"/files/{row.key}/__class__/a",
    ]  # fmt: skip
    assert [(await get(path))[0].status_code for path in wrong] == [404] * len(wrong)
    assert (await AsyncClient().post(card["url"])).status_code == 405


async def test_what_was_taken_away_is_gone_at_once(ada):
    card = (await ada.whole(PDF, "a.pdf")).json()
    row = await sync_to_async(Attachment.objects.get)()
    await sync_to_async(take_away)(attachment_ids=[row.id], now=row.created_at)
    assert (await get(card["url"]))[0].status_code == 404


async def test_bytes_that_the_storage_has_lost_are_not_found(ada, storage):
    card = (await ada.whole(PDF, "a.pdf")).json()
    for path in storage.rglob("original-*"):
        path.unlink()
    assert (await get(card["url"]))[0].status_code == 404
