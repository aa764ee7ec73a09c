"""The log under many hands at once: real threads, real connections."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection

from chat.log.writer import append
from chat.models import Message
from tests.chat.build import chat_session, counters, said

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 8


def in_threads(work, arguments) -> list:
    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        return list(threads.map(run, arguments))


def test_writers_at_once_leave_no_gap_and_no_repeat():
    talks = [chat_session() for _ in range(5)]

    def write(number: int):
        chance, mine = Random(number), []
        for turn in range(20):
            batch = [said(chance.choice(talks), f"{number} {turn} {n}") for n in range(chance.randint(1, 8))]
            chance.shuffle(batch)
            mine += append(batch)
        return mine

    stored = [one for writer in in_threads(write, range(WRITERS)) for one in writer]

    assert all(one.fresh for one in stored)
    assert Message.objects.count() == len(stored)
    for talk in talks:
        seqs = list(Message.objects.filter(chat_session=talk).order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))
        assert counters(talk) == (len(seqs), 0)


def test_places_are_committed_in_their_order():
    """Whoever sees place n sees everything before it: a reader never finds a hole that fills up later."""
    talk = chat_session()
    holes: list[list[int]] = []
    done = False

    def read(_: int) -> None:
        while not done:
            seqs = list(
                Message.objects.filter(chat_session=talk).order_by("seq").values_list("seq", flat=True)
            )
            if seqs != list(range(1, len(seqs) + 1)):
                holes.append(seqs)

    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(lambda: (read(0), connection.close()))
        in_threads(lambda n: [append([said(talk, f"{n} {turn}")]) for turn in range(40)], range(WRITERS))
        done = True
        reading.result()

    assert holes == []
    assert counters(talk) == (WRITERS * 40, 0)


def test_the_same_message_from_many_writers_is_one_row_and_one_place():
    talk = chat_session()
    draft = said(talk)
    results = in_threads(lambda _: append([draft])[0], range(50))
    assert {(r.seq, r.at) for r in results} == {(1, results[0].at)}
    assert sorted(r.fresh for r in results) == [False] * 49 + [True]
    assert Message.objects.count() == 1


def test_writers_that_touch_the_same_chat_sessions_in_opposite_order_do_not_deadlock():
    talks = [chat_session() for _ in range(10)]

    def write(number: int) -> None:
        ordered = talks if number % 2 else talks[::-1]
        for turn in range(30):
            append([said(talk, f"{number} {turn}") for talk in ordered])

    in_threads(write, range(WRITERS))
    assert {counters(talk) for talk in talks} == {(WRITERS * 30, 0)}
