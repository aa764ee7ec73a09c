import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from chat.ids import new_id
from chat.log.writer import append
from chat.models import ChatSession, Customer, GivenAnswers, Message
from chat.protocol.facts import Answer
from chat.protocol.frames import ChatSessionState
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import close_chat_session, leave_message, mark_read, open_chat_session
from tests.chat.build import chat_session, customer, said

pytestmark = pytest.mark.django_db(transaction=True)


def marks(of: ChatSession) -> tuple[int, int]:
    return ChatSession.objects.values_list("customer_read_seq", "agent_read_seq").get(pk=of.pk)


def refusal(call, **arguments) -> tuple[str, str]:
    with pytest.raises(Refused) as no:
        call(**arguments)
    return no.value.code, no.value.text


def test_tabs_that_open_at_once_get_the_same_chat_session():
    of = customer()

    def open_it(_: int):
        try:
            return open_chat_session(customer_id=of.id).id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        opened = set(threads.map(open_it, range(16)))
    assert opened == {ChatSession.objects.get().id}
    assert list(Message.objects.values_list("seq", "event__name")) == [(1, "opened")]


def ended(minutes_ago: int) -> tuple[Customer, ChatSessionState]:
    of = customer()
    first = open_chat_session(customer_id=of.id)
    close_chat_session(chat_session=first.id, by="customer", customer=of.id)
    ChatSession.objects.update(closed_at=timezone.now() - timedelta(minutes=minutes_ago))
    return of, first


def test_long_after_closing_one_a_new_one_opens():
    of, first = ended(minutes_ago=11)
    second = open_chat_session(customer_id=of.id)
    assert first.id != second.id
    assert (second.phase, second.last_seq) == ("waiting", 1)


def test_soon_after_closing_the_same_one_goes_on():
    of, first = ended(minutes_ago=9)
    again = open_chat_session(customer_id=of.id)
    assert (again.id, again.phase, again.last_seq) == (first.id, "waiting", 3)
    events = Message.objects.order_by("seq").values_list("event__name", flat=True)
    assert list(events) == ["opened", "closed", "reopened"]


def test_who_wants_a_new_one_soon_after_closing_gets_a_new_one():
    of, first = ended(minutes_ago=1)
    again = open_chat_session(customer_id=of.id, anew=True)
    assert (again.id != first.id, open_chat_session(customer_id=of.id, anew=True).id) == (True, again.id)


def given(talk_id) -> list[tuple[str, str]]:
    rows = GivenAnswers.objects.filter(pk=talk_id).values_list("answers", flat=True)
    return [(each["question"], each["answer"]) for answers in rows for each in answers]


def test_what_was_answered_before_is_kept_with_what_begins():
    of, told = customer(), [Answer("Order number?", "4711"), Answer("Anything else?", " ")]
    talk = open_chat_session(customer_id=of.id, answers=told)
    assert given(talk.id) == [("Order number?", "4711")]
    open_chat_session(customer_id=of.id, answers=[Answer("Order number?", "4712")])
    assert given(talk.id) == [("Order number?", "4711")]


def test_who_goes_on_after_the_end_may_have_answered_anew():
    of, first = ended(minutes_ago=9)
    assert open_chat_session(customer_id=of.id, answers=[Answer("Order?", "1")]).id == first.id
    assert given(first.id) == [("Order?", "1")]


def test_what_was_answered_before_leaving_a_message_is_kept_too():
    of, told = customer(), [Answer("Order number?", "4711")]
    talk, _ = leave_message(customer_id=of.id, client_id=uuid4(), text="call me", answers=told, **LEFT)
    assert given(talk) == [("Order number?", "4711")]


LEFT: dict[str, Any] = {"name": "Ada", "email": "ada@example.com", "language": "en"}


def test_a_left_message_is_stored_once_and_keeps_name_and_email_where_there_are_none():
    of, client_id = customer(""), uuid4()
    first, again = (
        leave_message(customer_id=of.id, client_id=client_id, text="call me", **LEFT) for _ in range(2)
    )
    of.refresh_from_db()
    assert (first[0], first[1].seq, first[1].fresh) == (again[0], again[1].seq, True) == (first[0], 2, True)
    assert (again[1].fresh, of.name, of.email) == (False, "Ada", "ada@example.com")
    assert list(Message.objects.order_by("seq").values_list("event__name", "text")) == [
        ("left_message", ""), (None, "call me"),
    ]  # fmt: skip
    assert ChatSession.objects.get().phase == "left"


def test_a_left_message_sent_again_after_its_chat_session_ended_opens_no_other():
    of, client_id = customer(), uuid4()
    talk, _ = leave_message(customer_id=of.id, client_id=client_id, text="call me", **LEFT)
    close_chat_session(chat_session=talk, by="agent")
    again, stored = leave_message(customer_id=of.id, client_id=client_id, text="call me", **LEFT)
    assert (again, stored.fresh, ChatSession.objects.count()) == (talk, False, 1)
    conflict = refusal(leave_message, customer_id=of.id, client_id=client_id, text="other", **LEFT)
    assert conflict[0] == "conflict"


def test_who_left_a_message_and_comes_back_waits_in_the_same_chat_session():
    of = customer()
    talk, _ = leave_message(customer_id=of.id, client_id=uuid4(), text="call me", **LEFT)
    assert (open_chat_session(customer_id=of.id).phase, ChatSession.objects.get().id) == ("waiting", talk)


def test_opening_asks_for_little(django_assert_max_num_queries):
    of = customer()
    with django_assert_max_num_queries(40):  # with all that assignment does about it
        open_chat_session(customer_id=of.id)
    with django_assert_max_num_queries(5):
        open_chat_session(customer_id=of.id)


def test_closing_again_changes_nothing():
    talk = chat_session()
    for _ in range(2):
        close_chat_session(chat_session=talk.id, by="customer", customer=talk.customer_id)
    assert list(Message.objects.values_list("seq", "event")) == [(1, {"name": "closed", "by": "customer"})]


def test_a_customer_closes_their_own_alone():
    talk, eve = chat_session(responsible=new_id()), customer("Eve")
    foreign = refusal(close_chat_session, chat_session=talk.id, by="customer", customer=eve.id)
    missing = refusal(close_chat_session, chat_session=new_id(), by="customer", customer=eve.id)
    assert foreign == missing == ("unknown", "There is no such chat session.")
    talk.refresh_from_db()
    assert talk.phase == "active"


def test_a_read_mark_only_grows_and_never_passes_the_end():
    talk = chat_session(responsible=new_id())
    append([said(talk, f"{n}") for n in range(5)])
    seen = []
    for seq in (3, 2, 2**53 - 1, 0):
        mark_read(chat_session=talk.id, seq=seq, customer=talk.customer_id)
        mark_read(chat_session=talk.id, seq=seq - seq % 2, agent=talk.responsible_id)
        seen.append(marks(talk))
    assert seen == [(3, 2), (3, 2), (5, 5), (5, 5)]


def test_who_is_not_responsible_leaves_no_mark():
    talk = chat_session(responsible=new_id())
    append([said(talk)])
    mark_read(chat_session=talk.id, seq=1, agent=new_id())
    assert marks(talk) == (0, 0)


def test_somebody_elses_read_mark_is_as_unknown_as_none():
    talk, eve = chat_session(), customer("Eve")
    foreign = refusal(mark_read, chat_session=talk.id, seq=1, customer=eve.id)
    assert foreign == refusal(mark_read, chat_session=new_id(), seq=1, customer=eve.id)
    assert foreign == ("unknown", "There is no such chat session.")


def test_leaving_a_message_while_another_tab_opens_a_chat_waits_in_no_circle():
    """The customer first, then their chat session: as opening does."""
    of = customer()
    leave = partial(
        leave_message,
        customer_id=of.id,
        client_id=uuid4(),
        text="call me",
        name="",
        email="a@b.cd",
        language="",
    )

    def left():
        try:
            return leave()[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        other = open_chat_session(customer_id=of.id)
        found = thread.submit(left)
        until = time.monotonic() + 10
        while not waiting_for_locks():
            assert (found.done(), time.monotonic() < until) == (False, True)
        Customer.objects.filter(pk=of.pk).update(last_seen_at=timezone.now())
    assert found.result(timeout=10) == other.id


def waiting_for_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]
