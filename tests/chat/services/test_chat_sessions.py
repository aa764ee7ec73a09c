from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from chat.ids import new_id
from chat.log.writer import append
from chat.models import ChatSession, Message
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import close_chat_session, mark_read, open_chat_session
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


def test_after_closing_one_a_new_one_opens():
    of = customer()
    first = open_chat_session(customer_id=of.id)
    close_chat_session(chat_session=first.id, by="customer", customer=of.id)
    second = open_chat_session(customer_id=of.id)
    assert first.id != second.id
    assert (second.phase, second.last_seq) == ("waiting", 1)


def test_opening_asks_for_little(django_assert_max_num_queries):
    of = customer()
    with django_assert_max_num_queries(20):
        open_chat_session(customer_id=of.id)
    with django_assert_max_num_queries(4):
        open_chat_session(customer_id=of.id)


def test_closing_again_changes_nothing():
    talk = chat_session()
    for _ in range(2):
        close_chat_session(chat_session=talk.id, by="customer", customer=talk.customer_id)
    assert list(Message.objects.values_list("seq", "event")) == [(1, {"name": "closed", "by": "customer"})]


def test_only_its_customer_or_the_agent_responsible_may_close():
    talk, eve = chat_session(responsible=new_id()), customer("Eve")
    foreign = refusal(close_chat_session, chat_session=talk.id, by="customer", customer=eve.id)
    missing = refusal(close_chat_session, chat_session=new_id(), by="customer", customer=eve.id)
    assert foreign == missing == ("unknown", "There is no such chat session.")
    assert refusal(close_chat_session, chat_session=talk.id, by="agent", agent=new_id())[0] == "forbidden"
    close_chat_session(chat_session=talk.id, by="agent", agent=talk.responsible_id)
    talk.refresh_from_db()
    assert talk.phase == "closed"


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
