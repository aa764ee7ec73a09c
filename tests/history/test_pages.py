from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chat.models import Kind, Lane, Message
from history.models import AuditEntry
from tests.history import build

pytestmark = pytest.mark.django_db

SEARCH = "/admin/history/"


@pytest.fixture
def agent(client: Client) -> Client:
    client.force_login(build.staff())
    return client


def transcript_url(chat_session_id, query: str = "") -> str:
    return reverse("history:transcript", args=[chat_session_id]) + query


def every_page() -> list[str]:
    chat_session = build.chat_session(build.customer("Ada"), public=1)
    return [
        SEARCH,
        reverse("history:customer", args=[chat_session.customer_id]),
        transcript_url(chat_session.pk),
    ]


def test_without_a_login_every_page_leads_to_it_and_back(client):
    for url in every_page():
        assert client.get(url).headers["Location"] == f"/admin/login/?next={url}"


def test_who_is_not_staff_is_told_so(client):
    client.force_login(build.staff(is_staff=False, agent=False))
    answers = [client.get(url) for url in every_page()]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "for staff" in answers[0].content.decode()


def test_staff_who_are_no_agents_find_nothing(client):
    client.force_login(build.staff(agent=False))
    assert [client.get(url).status_code for url in every_page()] == [403, 404, 404]
    assert not AuditEntry.objects.exists()


def test_an_empty_box_shows_who_was_seen_last(agent):
    build.customer("Earlier", seen_minutes=1)
    build.customer("Later", seen_minutes=2)
    page = agent.get(SEARCH).content.decode()
    assert page.index("Later") < page.index("Earlier")


def test_nobody_found_is_said_with_the_words_searched_for_as_text(agent):
    page = agent.get(SEARCH, {"q": "<script>x"}).content.decode()
    assert "Nobody found for “&lt;script&gt;x”" in page
    assert "<script>x" not in page


def test_a_customer_lists_their_chat_sessions(agent):
    chat_session = build.chat_session(
        build.customer("Ada", "ada@example.com"), public=3, responsible_name="Mina"
    )
    page = agent.get(reverse("history:customer", args=[chat_session.customer_id])).content.decode()
    assert transcript_url(chat_session.pk) in page
    assert "ada@example.com" in page
    assert "3 entries" in page


def test_a_transcript_shows_both_lanes_with_the_staffs_marked(agent):
    chat_session = build.chat_session(build.customer("Ada"), public=2, staff=1)
    Message.objects.create(
        chat_session=chat_session, lane=Lane.PUBLIC, seq=3, kind=Kind.EVENT, sender_kind="system",
        sender_id=uuid4(), client_id=uuid4(), created_at=build.T0, event={"name": "closed", "by": "customer"},
    )  # fmt: skip
    chat_session.public_seq = 3
    chat_session.save()

    page = agent.get(transcript_url(chat_session.pk)).content.decode()

    assert (
        page.index("word 1")
        < page.index("note 1")
        < page.index("word 2")
        < page.index("Closed by the customer")
    )
    assert page.count("Internal note") == 1
    assert 'id="staff-1" data-lane="staff"' in page


def test_what_a_customer_wrote_is_text(agent):
    chat_session = build.chat_session(build.customer("<b>Ada</b>"), public=1)
    Message.objects.filter(chat_session=chat_session).update(text="<img src=x onerror=alert(1)>")
    page = agent.get(transcript_url(chat_session.pk)).content.decode()
    assert "<img src=x" not in page
    assert "<b>Ada" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_each_look_is_noted(agent):
    chat_session = build.chat_session(build.customer("Ada"), public=1)
    agent.get(transcript_url(chat_session.pk))
    agent.get(transcript_url(chat_session.pk, "?after=0.0"))
    assert [entry.object_id for entry in AuditEntry.objects.all()] == [chat_session.pk, chat_session.pk]


def test_an_unknown_chat_session_leaves_no_note(agent):
    assert agent.get(transcript_url(uuid4())).status_code == 404
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("query", ["?after=", "?after=x", "?before=1.2.3", "?after=1", "?before=-1.0"])
def test_places_that_no_page_linked_to_are_unknown(agent, query):
    chat_session = build.chat_session(build.customer("Ada"), public=1)
    assert agent.get(transcript_url(chat_session.pk, query)).status_code == 404


@pytest.mark.parametrize(
    "query", ["before=x", "before=2026-01-01~x", "before=2026-01-01T00:00:00~" + "0" * 32]
)
def test_cursors_that_no_page_linked_to_are_unknown(agent, query):
    assert agent.get(f"{SEARCH}?{query}").status_code == 404


@pytest.mark.parametrize(
    "text", ["a\0b", "%00", "\ud800".encode("utf-8", "surrogatepass"), "x" * 5_000, "%_\\'\""]
)
def test_odd_searches_are_harmless(agent, text):
    assert agent.get(SEARCH, {"q": text}).status_code == 200


def test_pages_only_answer_to_get(agent):
    assert agent.post(SEARCH).status_code == 405
