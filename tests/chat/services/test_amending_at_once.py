"""Amendments that race: with each other, with the end of the chat, with messages. Real threads, real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from chat.ids import new_id
from chat.log.drafts import Stored
from chat.log.reader import entries_after
from chat.log.writer import append
from chat.models import ChatSession, FormerText, Message
from chat.protocol.refusals import Refused
from chat.services.amending import amend
from chat.services.chat_sessions import close_chat_session
from tests.chat.build import answered, chat_session, counters, said

pytestmark = pytest.mark.django_db(transaction=True)
MIA = new_id()
TURNS = 10


@pytest.fixture
def talk() -> ChatSession:
    made: ChatSession = chat_session(responsible=MIA)
    append([answered(made, "0")])
    return made


def change(talk: ChatSession, text: str | None, client_id=None) -> Stored:
    return amend(
        chat_session=talk.id, lane="public", seq=1, client_id=client_id or uuid4(), text=text, agent_id=MIA,
        agent_name="Mia",
    )  # fmt: skip


def at_once(*works) -> list:
    """What each one gave, or the code it was refused with."""
    together = Barrier(len(works))

    def run(work):
        try:
            together.wait(timeout=10)
            return work()
        except Refused as no:
            return no.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return [done.result() for done in [threads.submit(run, work) for work in works]]


def test_of_edits_at_once_each_has_its_place_and_the_last_one_stands(talk):
    texts = [str(n) for n in range(1, 9)]
    stored = at_once(*(lambda text=text: change(talk, text) for text in texts))
    by_place = dict(sorted((one.seq, text) for one, text in zip(stored, texts, strict=True)))
    assert list(by_place) == list(range(2, 10))
    said_in_order = list(by_place.values())
    entries = entries_after(chat_session=talk.id, lane="public", after_seq=0).entries
    assert [entry.text for entry in entries] == [said_in_order[-1], *[""] * 7, said_in_order[-1]]
    assert list(FormerText.objects.values_list("text", flat=True)) == ["0", *said_in_order[:-1]]


def test_the_same_edit_sent_at_once_is_one(talk):
    client_id = uuid4()
    stored = at_once(*(lambda: change(talk, "1", client_id) for _ in range(6)))
    assert {(one.seq, one.at) for one in stored} == {(2, stored[0].at)}
    assert sorted(one.fresh for one in stored) == [False] * 5 + [True]
    assert (counters(talk), FormerText.objects.count()) == ((2, 0), 1)


def test_an_edit_and_a_recall_at_once_end_in_the_recall():
    for _ in range(TURNS):
        talk = chat_session(responsible=MIA)
        append([answered(talk, "0")])
        edited, recalled = at_once(lambda t=talk: change(t, "1"), lambda t=talk: change(t, None))
        message = Message.objects.get(chat_session=talk, seq=1)
        assert (message.text, message.amended) == ("", "recalled")
        assert recalled.seq == (2 if edited == "stale" else 3)


def test_an_edit_and_the_end_of_the_chat_at_once_have_one_outcome():
    for _ in range(TURNS):
        talk = chat_session(responsible=MIA)
        append([answered(talk, "0")])
        edited, _ = at_once(
            lambda t=talk: change(t, "1"), lambda t=talk: close_chat_session(chat_session=t.id, by="agent")
        )
        names = list(
            Message.objects.filter(chat_session=talk).order_by("seq").values_list("event__name", flat=True)
        )
        text = Message.objects.get(chat_session=talk, seq=1).text
        if edited == "closed":
            assert (names, text) == ([None, "closed"], "0")
        else:
            assert (edited.seq, names, text) == (2, [None, "amended", "closed"], "1")


def test_edits_among_messages_leave_no_gap(talk):
    def write() -> list:
        return [append([said(talk, f"{n}")])[0] for n in range(20)]

    def edit() -> list:
        return [change(talk, f"edit {n}") for n in range(20)]

    written = at_once(write, edit, write)
    assert sorted(one.seq for mine in written for one in mine) == list(range(2, 62))
    assert counters(talk) == (61, 0)
