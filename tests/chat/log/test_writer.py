from uuid import uuid4

import pytest
from django.db import transaction
from msgspec.structs import replace

from chat.ids import new_id
from chat.log.drafts import Stored, event_draft
from chat.log.writer import append
from chat.models import ChatSession, Message
from chat.protocol.log_events import Closed, Opened
from chat.protocol.refusals import Refused
from tests.chat.build import answered, chat_session, counters, customer, lane, said

pytestmark = pytest.mark.django_db


def told(results) -> list[object]:
    """A refusal's code, a place that was just taken, or ("again", place) for a resend."""
    return [r.code if isinstance(r, Refused) else r.seq if r.fresh else ("again", r.seq) for r in results]


def test_places_are_given_in_the_order_of_the_batch():
    talk = chat_session()
    assert told(append([said(talk, "a"), said(talk, "b")])) == [1, 2]
    assert told(append([said(talk, "c")])) == [3]
    assert lane(talk) == [(1, "a"), (2, "b"), (3, "c")]


def test_each_lane_counts_for_itself():
    talk = chat_session(responsible=new_id())
    drafts = [said(talk, "a"), answered(talk, "note", lane="staff"), answered(talk, "b")]
    assert told(append(drafts)) == [1, 1, 2]
    assert (lane(talk), lane(talk, "staff"), counters(talk)) == ([(1, "a"), (2, "b")], [(1, "note")], (2, 1))


def test_what_is_stored_is_what_was_said():
    talk = chat_session(responsible=new_id())
    draft = answered(talk, "您好 \U0001f44b <b>&\u202e")
    (stored,) = append([draft])
    row = Message.objects.get()
    assert isinstance(stored, Stored)
    assert (row.chat_session_id, row.lane, row.seq, row.kind) == (talk.id, "public", 1, "text")
    assert (row.sender_kind, row.sender_id, row.sender_name) == ("agent", talk.responsible_id, "Mia")
    assert (row.client_id, row.text, row.event) == (draft.client_id, "您好 \U0001f44b <b>&\u202e", None)
    assert row.created_at == stored.at


def test_an_event_has_a_place_among_the_messages():
    talk = chat_session()
    append([event_draft(talk.id, Opened()), said(talk), event_draft(talk.id, Closed(by="agent"))])
    assert list(Message.objects.order_by("seq").values_list("seq", "kind", "event")) == [
        (1, "event", {"name": "opened"}),
        (2, "text", None),
        (3, "event", {"name": "closed", "by": "agent"}),
    ]


def test_the_writer_says_whether_anybody_answers_yet():
    waits, runs = chat_session(), chat_session(responsible=new_id())
    assert [isinstance(s, Stored) and s.waits for s in append([said(waits), said(runs)])] == [True, False]


def test_a_resend_gets_the_first_ones_ack_and_stores_nothing():
    talk = chat_session()
    draft = said(talk)
    (first,) = append([draft])
    append([said(talk, "in between")])
    (again,) = append([draft])
    assert isinstance(first, Stored)
    assert again == replace(first, fresh=False)
    assert (lane(talk), counters(talk)) == ([(1, "hello"), (2, "in between")], (2, 0))


def test_a_resend_within_one_batch_gets_the_same_place():
    talk = chat_session()
    draft = said(talk)
    assert told(append([draft, said(talk, "b"), draft, draft])) == [1, 2, ("again", 1), ("again", 1)]
    assert lane(talk) == [(1, "hello"), (2, "b")]


def test_an_answer_names_the_place_of_what_it_answers():
    talk = chat_session(responsible=new_id())
    append([said(talk, "a"), said(talk, "b")])
    assert told(append([answered(talk, "to a", reply_to=1), said(talk, "to b", reply_to=2)])) == [3, 4]
    assert list(Message.objects.order_by("seq").values_list("reply_to", flat=True)) == [None, None, 1, 2]


@pytest.mark.parametrize(
    ("_case", "lane", "reply_to"),
    [
        ("before the first", "public", 0),
        ("the next one", "public", 3),
        ("far away", "public", 2**53 - 1),
        ("a place that the other lane alone has", "staff", 2),
    ],
)
def test_what_is_not_there_cannot_be_answered(_case, lane, reply_to):
    talk = chat_session(responsible=new_id())
    append([said(talk, "a"), said(talk, "b"), answered(talk, "note", lane="staff")])
    (refused,) = append([answered(talk, "to nothing", lane=lane, reply_to=reply_to)])
    assert isinstance(refused, Refused)
    assert (refused.code, refused.text) == ("unknown", "There is no such message to answer.")
    assert counters(talk) == (2, 1)


def test_who_may_not_write_does_not_hear_what_is_there_to_answer():
    talk = chat_session(responsible=new_id())
    append([said(talk, "a")])
    drafts = [answered(talk, sender_id=new_id(), reply_to=place) for place in (1, 2)]
    assert told(append(drafts)) == ["forbidden", "forbidden"]


def test_what_was_not_uploaded_cannot_be_sent():
    talk = chat_session()
    (refused,) = append([said(talk, "see", attachment=new_id())])
    assert isinstance(refused, Refused)
    assert (refused.code, refused.text) == ("unknown", "There is no such attachment.")
    assert counters(talk) == (0, 0)


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_the_same_id_with_other_content_is_refused(in_one_batch):
    talk = chat_session(responsible=new_id())
    first = answered(talk, "a")
    others = [replace(first, **other) for other in ({"text": "b"}, {"lane": "staff"}, {"reply_to": 1})]
    if in_one_batch:
        results = append([first, *others])[1:]
    else:
        append([first])
        results = [append([other])[0] for other in others]
    assert told(results) == ["conflict"] * 3
    assert (lane(talk), lane(talk, "staff")) == ([(1, "a")], [])


def test_one_id_may_be_used_by_two_senders_and_in_two_chat_sessions():
    talk, other, client_id = chat_session(responsible=new_id()), chat_session(), uuid4()
    drafts = [
        said(talk, client_id=client_id),
        answered(talk, client_id=client_id),
        said(other, client_id=client_id),
    ]
    assert told(append(drafts)) == [1, 2, 1]


def test_somebody_elses_chat_session_is_as_unknown_as_none():
    talk, stranger = chat_session(), customer("Eve")
    foreign = said(talk, sender_id=stranger.id)
    missing = replace(foreign, chat_session=new_id())
    refusals = append([foreign]) + append([missing])
    assert [(r.code, r.text) for r in refusals if isinstance(r, Refused)] == [
        ("unknown", "There is no such chat session.")
    ] * 2
    assert (lane(talk), counters(talk)) == ([], (0, 0))


def test_naming_anothers_message_does_not_tell_that_it_exists():
    talk, stranger = chat_session(), customer("Eve")
    draft = said(talk)
    append([draft])
    assert told(append([replace(draft, sender_id=stranger.id)])) == ["unknown"]


def test_a_closed_chat_session_takes_notes_and_resends_only():
    talk = chat_session(responsible=new_id())
    before = said(talk, "before")
    append([before])
    ChatSession.objects.filter(pk=talk.pk).update(phase="closed")
    drafts = [said(talk), answered(talk), before, answered(talk, "note", lane="staff")]
    assert told(append(drafts)) == ["closed", "closed", ("again", 1), 1]


def test_in_public_only_the_agent_responsible_speaks():
    talk, waiting = chat_session(responsible=new_id()), chat_session()
    drafts = [answered(talk, sender_id=new_id()), answered(waiting), answered(talk)]
    assert told(append(drafts)) == ["forbidden", "forbidden", 1]


def test_a_customer_cannot_write_in_the_staffs_lane():
    talk = chat_session()
    assert told(append([said(talk, lane="staff")])) == ["forbidden"]
    assert counters(talk) == (0, 0)


def test_refusals_leave_no_hole_between_what_was_taken():
    talk = chat_session()
    drafts = [said(talk, "a"), answered(talk), said(talk, "b"), said(talk, lane="staff"), said(talk, "c")]
    assert told(append(drafts)) == [1, "forbidden", 2, "forbidden", 3]
    assert (lane(talk), counters(talk)) == ([(1, "a"), (2, "b"), (3, "c")], (3, 0))


def test_an_answer_that_is_sent_again_keeps_its_place():
    talk = chat_session()
    append([said(talk, "a")])
    draft = said(talk, "to a", reply_to=1)
    assert told(append([draft, draft]) + append([draft])) == [2, ("again", 2), ("again", 2)]


def test_a_batch_may_touch_many_chat_sessions():
    talks = [chat_session() for _ in range(20)]
    batch = [said(talk, f"{n}") for n in range(5) for talk in reversed(talks)]
    assert told(append(batch)) == [n + 1 for n in range(5) for _ in talks]
    assert all(lane(talk) == [(n + 1, f"{n}") for n in range(5)] for talk in talks)


def test_within_a_transaction_it_commits_or_vanishes_with_it():
    talk = chat_session()
    draft = said(talk)
    with transaction.atomic():
        append([draft])
        transaction.set_rollback(True)
    assert (lane(talk), counters(talk)) == ([], (0, 0))
    assert told(append([draft])) == [1]


def test_a_batch_costs_the_same_whatever_its_size(django_assert_num_queries, monkeypatch):
    """One round trip: psycopg's pipeline sends both statements together, past Django's own cursors."""
    import psycopg

    talk, sent, waited = chat_session(), [], []
    execute, pipeline = psycopg.Cursor.execute, psycopg.Connection.pipeline
    monkeypatch.setattr(psycopg.Cursor, "execute", lambda *a, **k: (sent.append(a[1]), execute(*a, **k))[1])
    monkeypatch.setattr(psycopg.Connection, "pipeline", lambda *a: (waited.append(1), pipeline(*a))[1])
    with django_assert_num_queries(0):
        append([said(talk, str(n)) for n in range(200)])
    assert (len(sent), len(waited)) == (2, 1)
