from datetime import timedelta

import pytest

from chat.models import Message
from history import selectors
from history.selectors import transcript_page
from history.transcripts import BadPlace, Place, merge
from tests.history import build


def said(lane: str, seq: int, second: int) -> Message:
    return Message(lane=lane, seq=seq, created_at=build.T0 + timedelta(seconds=second))


@pytest.mark.parametrize(
    ("_case", "public", "staff", "expected"),
    [
        ("by time between the lanes", [1, 5], [3], "p1 s1 p2"),
        ("the public one first at the same time", [3], [3], "p1 s1"),
        ("each lane keeps its order though a clock jumped", [9, 2], [5], "s1 p1 p2"),
        ("no notes", [1, 2], [], "p1 p2"),
        ("only notes", [], [1, 2], "s1 s2"),
    ],
)
def test_merges(_case, public, staff, expected):
    merged = merge(
        [said("public", n, second) for n, second in enumerate(public, 1)],
        [said("staff", n, second) for n, second in enumerate(staff, 1)],
    )
    assert " ".join(f"{entry.lane[0]}{entry.seq}" for entry in merged) == expected


@pytest.mark.parametrize("text", ["", "1", "1.2.3", "-1.0", "1.x", "²1.0", "1.99999999999999999", "1. 2"])
def test_a_place_that_no_page_linked_to_is_refused(text):
    with pytest.raises(BadPlace):
        Place.parse(text)


def test_a_place_reads_as_it_is_written():
    assert Place.parse(str(Place(120, 3))) == Place(120, 3)


def forwards(chat_session):
    page = transcript_page(chat_session=chat_session)
    pages = [page]
    while page.after:
        page = transcript_page(chat_session=chat_session, after=page.after)
        pages.append(page)
    return pages


def backwards(chat_session):
    page = transcript_page(chat_session=chat_session, before=Place(10**15, 10**15))
    pages = [page]
    while page.before:
        page = transcript_page(chat_session=chat_session, before=page.before)
        pages.insert(0, page)
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize("walk", [forwards, backwards])
@pytest.mark.parametrize(("public", "staff"), [(0, 0), (3, 0), (9, 4), (2, 11), (4, 4)])
def test_walking_the_pages_shows_every_entry_once_and_in_order(monkeypatch, walk, public, staff):
    monkeypatch.setattr(selectors, "ENTRIES_PER_PAGE", 4)
    chat_session = build.chat_session(build.customer("Ada"), public=public, staff=staff)

    pages = walk(chat_session)

    entries = [entry for page in pages for entry in page.entries]
    assert [e.seq for e in entries if e.lane == "public"] == list(range(1, public + 1))
    assert [e.seq for e in entries if e.lane == "staff"] == list(range(1, staff + 1))
    assert [e.created_at for e in entries] == sorted(e.created_at for e in entries)
    assert all(len(page.entries) <= 4 for page in pages)


@pytest.mark.django_db
def test_a_page_costs_two_queries(django_assert_num_queries):
    chat_session = build.chat_session(build.customer("Ada"), public=5, staff=5)
    with django_assert_num_queries(2):
        transcript_page(chat_session=chat_session)
