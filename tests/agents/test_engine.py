"""Assignment on the real database, alone and with many hands at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agents import engine
from agents.engine import assign_waiting
from agents.models import Agent, Assignment, Offer, Routing, Stage, Status
from agents.rules.allot import Choice
from agents.services.closing import close_by_agent
from agents.services.presence import arrive
from agents.services.status import set_status
from agents.slots import take_slot
from agents.tasks import sweep
from chat.log.writer import append
from chat.models import ChatSession, Message
from chat.services.chat_sessions import close_chat_session, open_chat_session
from chat.services.standing import lock_chat_sessions
from tests.agents.build import group, load, opened, present
from tests.agents.build import standing as whose
from tests.chat.build import customer, said

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(work, arguments, threads: int = 16) -> list:
    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, arguments))


def test_a_free_agent_gets_a_chat_session_the_moment_it_opens():
    mia = present()
    talk = opened()
    assert (whose(talk), load(mia)) == (("active", mia.id), 1)
    events = Message.objects.filter(chat_session=talk).order_by("seq").values_list("seq", "event__name")
    assert list(events) == [(1, "opened"), (2, "assigned")]
    assert Assignment.objects.get().agent_id == mia.id


@pytest.mark.parametrize(
    ("_case", "more"),
    [
        ("away", {"status": Status.AWAY}),
        ("busy", {"status": Status.BUSY}),
        ("offline", {"status": Status.OFFLINE}),
        ("no console was ever open", {"connected_until": None}),
        ("the console's lease ran out", {"connected_until": timezone.now() - timedelta(seconds=1)}),
        ("full", {"capacity": 0}),
    ],
)
def test_who_is_not_free_gets_nothing(_case, more):
    mia = present(**more)
    assert (whose(opened()), load(mia)) == (("waiting", None), 0)


def test_who_may_no_longer_log_in_gets_nothing():
    mia = present()
    mia.user.is_active = False
    mia.user.save()
    assert whose(opened()) == ("waiting", None)


def test_what_waits_is_picked_up_by_who_comes_online():
    mia = present(status=Status.AWAY)
    talk = opened()
    set_status(agent_id=mia.id, status=Status.ONLINE)
    assert whose(talk) == ("active", mia.id)


def test_what_waits_is_picked_up_by_who_opens_a_console():
    mia = present(connected_until=None)
    talk = opened()
    arrive(agent_id=mia.id)
    assert whose(talk) == ("active", mia.id)


def test_a_slot_that_becomes_free_takes_the_one_who_waited_longest():
    mia = present(capacity=1)
    first, second, third = opened(), opened(), opened()
    assert [whose(t)[0] for t in (first, second, third)] == ["active", "waiting", "waiting"]
    close_by_agent(chat_session_id=first.id, agent_id=mia.id)
    assert [whose(t)[0] for t in (first, second, third)] == ["closed", "active", "waiting"]
    assert load(mia) == 1


def test_what_nobody_picked_up_the_sweep_finds():
    talk = opened()
    mia = present()
    assert (sweep(), sweep()) == (1, 0)
    assert whose(talk) == ("active", mia.id)


def test_closing_twice_frees_one_slot():
    mia = present()
    talk, _ = opened(), opened()
    for _ in range(2):
        close_chat_session(chat_session=talk.id, by="customer", customer=talk.customer_id)
    assert load(mia) == 1
    assert Assignment.objects.filter(chat_session=talk).exclude(ended_at=None).count() == 1


def test_a_chat_session_has_one_live_assignment_whatever_anybody_writes():
    mia = present()
    talk = opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(chat_session=talk, agent=mia)


def test_a_slot_is_taken_only_while_one_is_free_however_many_grab_at_once():
    mia = present(capacity=3)
    taken = in_threads(lambda _: take_slot(mia.id), range(64))
    assert (sum(taken), load(mia)) == (3, 3)


def test_with_many_opening_closing_and_assigning_at_once_nobody_is_ever_over_capacity():
    agents = [present(f"a{n}", capacity=2) for n in range(3)]
    customers = [customer(str(n)) for n in range(48)]
    over: list[int] = []

    def live(number: int) -> None:
        state = open_chat_session(customer_id=customers[number].id)
        assign_waiting()
        over.extend(Agent.objects.exclude(active_slots__lte=2).values_list("active_slots", flat=True))
        if number % 2:
            close_chat_session(chat_session=state.id, by="customer", customer=customers[number].id)

    in_threads(live, range(48))

    assert over == []
    for one in agents:
        assert load(one) == Assignment.objects.filter(agent=one, ended_at=None).count() == 2
    assert ChatSession.objects.filter(phase="active").count() == 6
    assert ChatSession.objects.filter(phase="closed").count() == 24
    live_ones = Assignment.objects.filter(ended_at=None).values_list("chat_session", flat=True)
    assert len(set(live_ones)) == 6


def test_who_writes_at_the_moment_of_the_decision_keeps_their_place_in_the_queue():
    first, second = opened(), opened()
    mia = present(capacity=1)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            append([said(first, "is anybody there?")])
            deciding = pool.submit(lambda: (assign_waiting(), connection.close()))
            wait_for_a_lock()
        deciding.result(timeout=20)
    assert (whose(first), whose(second)) == (("active", mia.id), ("waiting", None))


def wait_for_a_lock() -> None:
    """Until somebody waits for a row of ours (or has decided without waiting)."""
    with connection.cursor() as cursor:
        for _ in range(100):
            cursor.execute(
                "SELECT pg_sleep(0.02), pg_stat_clear_snapshot(), count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[2]:
                return


@pytest.mark.parametrize(("free", "queries"), [(0, 6), (1, 20), (4, 21)])
def test_a_decision_costs_a_fixed_number_of_queries_for_any_number(django_assert_num_queries, free, queries):
    group()
    for n in range(4):
        present(f"b{n}", capacity=0)
    for n in range(6):
        opened(str(n))
    Agent.objects.filter(pk__in=Agent.objects.values("pk")[:free]).update(capacity=1)
    with django_assert_num_queries(queries):
        assert assign_waiting() == free


def test_a_slot_that_becomes_free_between_two_batches_belongs_to_the_head_of_the_line(monkeypatch):
    mia, talks = present(capacity=0), [opened(str(n)) for n in range(4)]
    decide = engine._decide

    def then_another_slot_is_free(*args):
        batch = decide(*args)
        Agent.objects.update(capacity=2)
        return batch

    monkeypatch.setattr(engine, "BATCH", 2)
    monkeypatch.setattr(engine, "_decide", then_another_slot_is_free)
    Agent.objects.update(capacity=1)
    assign_waiting()
    assert [whose(talk)[1] for talk in talks] == [mia.id, None, None, None]
    assign_waiting()
    assert [whose(talk)[1] for talk in talks] == [mia.id, mia.id, None, None]


def test_the_slot_of_one_that_leaves_at_the_moment_of_the_decision_goes_to_the_next_in_line(monkeypatch):
    mia, talks = present(capacity=0), [opened(str(n)) for n in range(4)]

    def somebody_leaves_first(ids):
        close_chat_session(chat_session=talks[0].id, by="customer")
        return lock_chat_sessions(ids)

    monkeypatch.setattr(engine, "BATCH", 2)
    monkeypatch.setattr(engine, "lock_chat_sessions", somebody_leaves_first)
    Agent.objects.update(capacity=1)
    assert assign_waiting() == 1
    assert [whose(talk)[1] for talk in talks] == [None, mia.id, None, None]


def test_what_moved_to_another_queue_meanwhile_is_not_given_by_the_first():
    desk, other = group(), group("Helping")
    mia, talk = present(), opened("Ada")
    Offer.objects.all().delete()
    Agent.objects.update(active_slots=0)
    # After the engine of the front desk has read its line:
    Routing.objects.update(stage=Stage.WAITING, group=other)
    ChatSession.objects.update(queue_id=other.id)
    with transaction.atomic():
        given = engine._give(desk, {talk.id: Choice(talk.id, mia.id, "least_loaded", ())}, timezone.now())
    assert (given, load(mia), Offer.objects.count()) == (0, 0, 0)


def test_who_comes_while_another_thread_waits_for_its_turn_may_go_and_is_served_by_that_one():
    front = group(auto_accept=True)
    mia, talks = present(capacity=0), [opened(str(n)) for n in range(2)]
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            engine._lock(front.id)
            Agent.objects.update(capacity=1)
            waits = pool.submit(lambda: (assign_waiting(), connection.close())[0])
            wait_for_a_lock()
            goes = pool.submit(lambda: (assign_waiting(), connection.close())[0])
            assert goes.result(timeout=20) == 0
            assert not waits.done()
            Agent.objects.update(capacity=2)
        assert waits.result(timeout=20) == 2
    assert [whose(talk)[1] for talk in talks] == [mia.id, mia.id]
