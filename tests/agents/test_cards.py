"""What a chat session's card says of what was last said in it."""

from datetime import timedelta

import pytest

from agents.cards import cards_of
from chat.ids import new_id
from chat.log.drafts import Stored, event_draft
from chat.log.writer import append
from chat.models import Message
from chat.protocol.log_events import Joined, Sender
from tests.chat.build import answered, chat_session, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    return chat_session(responsible=new_id())


def last_said(talk) -> tuple[int, str, str, str]:
    card = cards_of([talk.id])[talk.id]
    return card.last_text_seq, card.last_kind, card.last_text, card.last_amended


def test_before_anything_is_said_it_says_so(talk):
    card = cards_of([talk.id])[talk.id]
    assert last_said(talk) == (0, "text", "", "")
    assert (card.last_seq, card.last_at, card.unanswered_since) == (0, talk.opened_at, None)


def test_it_begins_as_the_last_words_do_whatever_happened_since(talk):
    mia = Sender(kind="agent", id=talk.responsible_id, name="Mia")
    note = answered(talk, "note", lane="staff")
    append([said(talk, "a"), said(talk, "\U0001f375" * 201), event_draft(talk.id, Joined(agent=mia)), note])
    assert last_said(talk) == (2, "text", "\U0001f375" * 200, "")
    assert cards_of([talk.id])[talk.id].last_seq == 3


@pytest.mark.parametrize("kind", ["file", "voice"])
def test_a_file_without_words_is_the_last_thing_said(talk, kind):
    append([said(talk, "a"), said(talk, "")])
    Message.objects.filter(seq=2).update(kind=kind)
    assert last_said(talk) == (2, kind, "", "")


def test_it_says_since_when_the_customer_waits(talk):
    first, _ = append([said(talk, "a")]) + append([said(talk, "b")])
    assert isinstance(first, Stored)
    assert cards_of([talk.id])[talk.id].unanswered_since == first.at
    append([answered(talk)])
    assert cards_of([talk.id])[talk.id].unanswered_since is None


def test_any_number_of_cards_costs_one_query(django_assert_num_queries):
    talks = [chat_session(responsible=new_id()) for _ in range(3)]
    append([said(each) for each in talks])
    with django_assert_num_queries(1):
        found = cards_of([each.id for each in talks])
    waits = {card.unanswered_since for card in found.values() if card.unanswered_since}
    assert (len(found), len(waits)) == (3, 1)
    assert waits.pop() - talks[0].opened_at < timedelta(minutes=1)
