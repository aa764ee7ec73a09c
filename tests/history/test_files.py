"""Files and voice clips as a transcript shows them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from chat.log.writer import append
from chat.models import Attachment, ChatSession
from history.selectors import files_of, transcript_page
from tests.chat.attachments.build import ready
from tests.chat.build import chat_session, said
from tests.history import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk() -> ChatSession:
    """A picture with words, a clip, and a file."""
    made: ChatSession = chat_session()
    files: list[tuple[str, dict[str, Any]]] = [
        ("look", {"name": "wren.png"}),
        ("", {"name": "clip.webm", "kind": "voice"}),
        ("", {"name": "menu <b>.pdf", "kind": "file"}),
    ]
    for text, file in files:
        append([said(made, text, attachment=ready(made, **file).id)])
    made.refresh_from_db()
    return made


def transcript(talk: ChatSession) -> str:
    client = Client()
    client.force_login(User.objects.filter(username="root").first() or build.staff("root", is_superuser=True))
    return client.get(reverse("history:transcript", args=[talk.pk])).content.decode()


def test_a_picture_is_seen_a_clip_heard_and_a_file_named(talk):
    page = transcript(talk)
    picture, clip, file = Attachment.objects.order_by("created_at")
    assert f'<img src="/files/{picture.key}/original/wren.png" alt="wren.png"' in page
    assert f'src="/files/{clip.key}/original/clip.webm" aria-label="Voice message"' in page
    assert f'href="/files/{file.key}/original/menu%20%3Cb%3E.pdf">menu &lt;b&gt;.pdf' in page
    assert page.index("wren.png") < page.index("look") < page.index("clip.webm")


def test_what_was_taken_away_is_said_to_be(talk):
    Attachment.objects.update(state="gone")
    page = transcript(talk)
    assert page.count("This file is not there any more") == 3
    assert "/files/" not in page


def test_all_of_a_page_cost_one_query_and_none_costs_none(talk, django_assert_num_queries):
    page = transcript_page(chat_session=talk)
    with django_assert_num_queries(1):
        assert len(files_of(page, {})) == 3
    plain = transcript_page(chat_session=build.chat_session(build.customer("Bob"), public=2))
    with django_assert_num_queries(0):
        assert files_of(plain, {}) == {}
