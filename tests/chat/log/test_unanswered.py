"""Since when a customer waits for an answer, as the writer keeps it with what it counts."""

from datetime import datetime

import pytest

from chat.ids import new_id
from chat.log.drafts import Stored, event_draft
from chat.log.writer import append
from chat.models import ChatSession
from chat.protocol.log_events import Joined, Sender
from chat.services.chat_sessions import close_chat_session
from tests.chat.build import answered, chat_session, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    return chat_session(responsible=new_id())


def since(talk: ChatSession) -> datetime | None:
    return ChatSession.objects.values_list("unanswered_since", flat=True).get(pk=talk.pk)


def write(*drafts) -> datetime:
    """Append one batch; when it was stored."""
    *_, stored = append(drafts)
    assert isinstance(stored, Stored)
    return stored.at


def test_nobody_waits_before_anything_is_said(talk):
    assert since(talk) is None


def test_the_customer_waits_from_their_first_words_on(talk):
    first = write(said(talk))
    write(said(talk, "anyone?"))
    assert since(talk) == first


def test_an_agents_answer_ends_it_and_the_next_words_begin_it_anew(talk):
    write(said(talk))
    write(answered(talk))
    assert since(talk) is None
    again = write(said(talk))
    assert since(talk) == again


def test_a_helpers_answer_ends_it_too(talk):
    helper = new_id()
    ChatSession.objects.filter(pk=talk.pk).update(participant_ids=[helper])
    write(said(talk))
    write(answered(talk, sender_id=helper))
    assert since(talk) is None


@pytest.mark.parametrize(
    ("_case", "who", "waits"),
    [
        ("the answer comes last", "ca", False),
        ("a question follows the answer", "ac", True),
        ("again and again", "cacac", True),
        ("answered twice", "ccaa", False),
    ],
)
def test_in_one_batch_the_later_entry_decides(talk, _case, who, waits):
    write(said(talk, "long ago"))
    at = write(*(said(talk) if each == "c" else answered(talk) for each in who))
    assert since(talk) == (at if waits else None)


def test_notes_and_events_leave_it_as_it_is(talk):
    mia = Sender(kind="agent", id=talk.responsible_id, name="Mia")
    first = write(said(talk))
    write(answered(talk, lane="staff"), event_draft(talk.id, Joined(agent=mia)))
    assert since(talk) == first
    write(answered(talk))
    write(answered(talk, lane="staff"), event_draft(talk.id, Joined(agent=mia)))
    assert since(talk) is None


def test_a_resend_is_no_new_question(talk):
    draft = said(talk)
    write(draft)
    write(answered(talk))
    write(draft)
    assert since(talk) is None


def test_what_is_refused_is_no_answer(talk):
    first = write(said(talk))
    append([answered(talk, sender_id=new_id())])
    assert since(talk) == first


def test_each_chat_session_of_a_batch_waits_for_itself(talk):
    other = chat_session(responsible=new_id())
    at = write(said(talk), answered(other), said(other), answered(talk))
    assert (since(talk), since(other)) == (None, at)


def test_when_it_is_closed_nobody_waits(talk):
    write(said(talk))
    close_chat_session(chat_session=talk.id, by="agent")
    assert since(talk) is None
