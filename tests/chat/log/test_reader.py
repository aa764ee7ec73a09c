import pytest

from chat.ids import new_id
from chat.log import reader
from chat.log.drafts import event_draft
from chat.log.reader import PageRequest, entries_after, last_seqs, read_pages
from chat.log.writer import append
from chat.protocol.frames import ReadMarks
from chat.protocol.log_events import Opened
from chat.protocol.refusals import Refused
from tests.chat.build import answered, chat_session, customer, said

pytestmark = pytest.mark.django_db


def walk(talk, after: int = 0) -> list[list[int]]:
    """The seqs of page after page, as a client asks for them."""
    pages = []
    more = True
    while more:
        page = entries_after(chat_session=talk.id, lane="public", after_seq=after)
        pages.append([entry.seq for entry in page.entries])
        after, more = page.entries[-1].seq if page.entries else after, page.more
    return pages


def test_all_after_a_place_and_exactly_that():
    talk = chat_session()
    append([said(talk, f"{n}") for n in range(1, 8)])
    page = entries_after(chat_session=talk.id, lane="public", after_seq=4)
    assert [(e.seq, e.text) for e in page.entries] == [(5, "5"), (6, "6"), (7, "7")]
    assert (page.last_seq, page.more, page.read) == (7, False, ReadMarks(customer=0, agent=0))


@pytest.mark.parametrize("after", [7, 8, 2**53 - 1])
def test_nothing_after_the_end(after):
    talk = chat_session()
    append([said(talk, f"{n}") for n in range(7)])
    page = entries_after(chat_session=talk.id, lane="public", after_seq=after)
    assert (page.entries, page.last_seq, page.more) == ([], 7, False)


def test_an_empty_chat_session_has_an_empty_page():
    page = entries_after(chat_session=chat_session().id, lane="public", after_seq=0)
    assert (page.entries, page.last_seq, page.more) == ([], 0, False)


def test_page_after_page_gives_everything_once():
    talk = chat_session()
    append([said(talk, f"{n}") for n in range(250)])
    assert walk(talk) == [list(range(1, 101)), list(range(101, 201)), list(range(201, 251))]


def test_a_page_that_ends_at_the_end_does_not_promise_more():
    talk = chat_session()
    append([said(talk, f"{n}") for n in range(200)])
    assert walk(talk) == [list(range(1, 101)), list(range(101, 201))]


def test_long_texts_make_shorter_pages_so_that_a_page_stays_small():
    talk = chat_session()
    append([said(talk, "字" * 8_000) for _ in range(25)])
    assert [len(page) for page in walk(talk)] == [12, 12, 1]


def test_one_text_longer_than_a_page_still_comes_alone(monkeypatch):
    monkeypatch.setattr(reader, "PAGE_CHARS", 10)
    talk = chat_session()
    append([said(talk, "x" * 50) for _ in range(3)])
    assert walk(talk) == [[1], [2], [3]]


def test_a_customer_reads_only_their_own():
    talk, eve = chat_session(), customer("Eve")
    append([said(talk)])
    mine = PageRequest(talk.id, "public", 0, talk.customer_id)
    foreign = PageRequest(talk.id, "public", 0, eve.id)
    missing = PageRequest(new_id(), "public", 0, eve.id)
    first, *refused = read_pages([mine, foreign, missing])
    assert not isinstance(first, Refused)
    assert [e.text for e in first.entries] == ["hello"]
    assert [(r.code, r.text) for r in refused if isinstance(r, Refused)] == [
        ("unknown", "There is no such chat session.")
    ] * 2


def test_the_lanes_are_read_apart():
    talk = chat_session(responsible=new_id())
    append([said(talk, "public"), answered(talk, "note", lane="staff")])
    pages = [entries_after(chat_session=talk.id, lane=lane, after_seq=0) for lane in ("public", "staff")]
    assert [[e.text for e in page.entries] for page in pages] == [["public"], ["note"]]


def test_an_entry_reads_as_it_was_told():
    talk = chat_session()
    draft, event = said(talk, "您好", reply_to=1), event_draft(talk.id, Opened())
    (first,), (second,) = append([event]), append([draft])
    from chat.log.drafts import Stored, entry_of

    page = entries_after(chat_session=talk.id, lane="public", after_seq=0)
    assert page.entries == [
        *(entry_of(d, s) for d, s in ((event, first), (draft, second)) if isinstance(s, Stored))
    ]


def test_many_readers_are_served_by_one_query(django_assert_num_queries):
    talks = [chat_session() for _ in range(30)]
    append([said(talk, f"{n}") for talk in talks for n in range(3)])
    with django_assert_num_queries(1):
        pages = read_pages([PageRequest(talk.id, "public", 1, talk.customer_id) for talk in talks] * 2)
    assert [[e.seq for e in page.entries] for page in pages if not isinstance(page, Refused)] == [[2, 3]] * 60


def test_positions_of_many_are_asked_in_one_query(django_assert_num_queries):
    talk, empty = chat_session(responsible=new_id()), chat_session()
    append([said(talk), said(talk), answered(talk, lane="staff")])
    with django_assert_num_queries(1):
        found = last_seqs([talk.id, empty.id, new_id()])
    assert found == {
        (talk.id, "public"): 2, (talk.id, "staff"): 1, (empty.id, "public"): 0, (empty.id, "staff"): 0,
    }  # fmt: skip
