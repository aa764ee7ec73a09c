"""What was written and not sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import KeptDraft
from agents.services import drafts
from agents.services.drafts import Sent, drafts_of, forget_sent, keep_draft
from chat.ids import new_id
from tests.chat.build import agent, chat_session, customer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mia():
    return agent("mia")


@pytest.fixture
def talk(mia):
    return chat_session(responsible=mia.id)


def keep(who, talk, text, lane="public"):
    return keep_draft(agent_id=who.id, chat_session_id=talk.id, lane=lane, text=text)


def kept(who) -> list[tuple[str, str]]:
    return [(each.lane, each.text) for each in drafts_of([who.id])[who.id]]


def test_of_each_lane_the_last_text_is_kept_and_no_text_forgets_it(mia, talk):
    for text in ("He", "Hello"):
        keep(mia, talk, text)
    keep(mia, talk, "rude", "staff")
    assert kept(mia) == [("staff", "rude"), ("public", "Hello")]
    for _ in range(2):
        keep(mia, talk, " \n")
    assert kept(mia) == [("staff", "rude")]


def test_everybody_has_their_own(mia, talk):
    leo = agent("leo")
    first, second = keep(mia, talk, "mine"), keep(leo, talk, "his")
    assert first < second
    found = drafts_of([mia.id, leo.id, (nobody := new_id())])
    assert {who: [each.text for each in theirs] for who, theirs in found.items()} == {
        mia.id: ["mine"], leo.id: ["his"], nobody: [],
    }  # fmt: skip


def test_what_was_sent_is_forgotten_and_what_was_written_after_it_is_not(mia, talk):
    keep(mia, talk, "sent")
    sent = Sent(mia.id, talk.id, "public", timezone.now() + timedelta(seconds=1))
    keep(mia, talk, "note", "staff")
    assert forget_sent([sent, Sent(new_id(), talk.id, "public", sent.at)]) == [sent]
    assert (forget_sent([sent]), kept(mia)) == ([], [("staff", "note")])
    keep(mia, talk, "next")
    assert forget_sent([Sent(mia.id, talk.id, "public", timezone.now() - timedelta(hours=1))]) == []
    assert ("public", "next") in kept(mia)


def test_of_too_many_the_oldest_gives_way(mia, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    talks = [chat_session(customer(name), responsible=mia.id) for name in "abc"]
    for talk, text in zip([*talks, talks[1]], ["a", "b", "c", "b2"], strict=True):
        keep(mia, talk, text)
    assert [text for _, text in kept(mia)] == ["b2", "c"]


def test_of_as_many_as_are_kept_none_gives_way_to_a_change_of_the_latest(mia, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    first, second = (chat_session(customer(name), responsible=mia.id) for name in "ab")
    for talk, text in ((first, "a"), (second, "b"), (second, "b2")):
        keep(mia, talk, text)
    assert [text for _, text in kept(mia)] == ["b2", "a"]


def test_of_too_much_text_the_oldest_gives_way_so_that_all_fits_into_a_frame(mia, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_CHARS", 10)
    talks = [chat_session(customer(name), responsible=mia.id) for name in "abc"]
    for talk, text in zip(talks, ["aaaa", "bbb", "cccc"], strict=True):
        keep(mia, talk, text)
    assert [text for _, text in kept(mia)] == ["cccc", "bbb"]
    keep(mia, talks[1], "字" * 11)
    assert [text for _, text in kept(mia)] == ["字" * 11]


@pytest.mark.parametrize("text", ["later", ""])
def test_whatever_comes_later_is_told_as_later_also_when_it_waited_for_the_one_before(mia, talk, text):
    """What was asked first and waited for the row has the earlier time of the two, and yet the last word."""
    keep(mia, talk, "before")
    KeptDraft.objects.update(at=(before := timezone.now() + timedelta(minutes=1)))
    assert keep(mia, talk, text) > before


def test_each_costs_one_query(mia, talk, django_assert_num_queries):
    for text in ("a", "b", ""):
        with django_assert_num_queries(1):
            keep(mia, talk, text)
    with django_assert_num_queries(1):
        forget_sent([Sent(mia.id, talk.id, "public", timezone.now())] * 3)
    with django_assert_num_queries(1):
        drafts_of([mia.id, new_id()])
