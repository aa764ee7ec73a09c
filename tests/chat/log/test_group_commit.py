import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from chat.log import group_commit
from chat.log.drafts import Draft, Stored
from chat.log.group_commit import GroupCommit
from chat.protocol.refusals import Refused
from tests.chat.build import chat_session, lane, said

pytestmark = pytest.mark.django_db(transaction=True)


class Told:
    """A group commit, and what it told."""

    def __init__(self) -> None:
        self.batches: list[list[tuple[Draft, Stored]]] = []
        self.log = GroupCommit(self.batches.append)


@pytest.fixture
async def told():
    made = Told()
    yield made
    await made.log.close()
    await sync_to_async(lambda: connection.close())()


def own_pid() -> int:
    """This thread's PostgreSQL process."""
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


def cut_writers(spared_pid: int) -> int:
    """End every other connection of this database, as a restart of PostgreSQL would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> ALL(%s)",
            [[own_pid(), spared_pid]],
        )
        return int(cursor.fetchone()[0])


async def test_what_arrives_during_a_commit_becomes_the_next_one(told):
    talk = await sync_to_async(chat_session)()
    stored = await asyncio.gather(*(told.log.append(said(talk, str(n))) for n in range(300)))
    assert [s.seq for s in stored] == list(range(1, 301))
    assert [len(batch) for batch in told.batches] == [300]
    assert [s.seq for _, s in told.batches[0]] == list(range(1, 301))


async def test_it_is_told_before_the_sender_hears_of_it(told):
    talk = await sync_to_async(chat_session)()
    order: list[str] = []
    told.log._tell = lambda fresh: order.append("told")
    await told.log.append(said(talk))
    order.append("acked")
    assert order == ["told", "acked"]


async def test_a_resend_is_acked_and_not_told_again(told):
    talk = await sync_to_async(chat_session)()
    draft = said(talk)
    first, again = await told.log.append(draft), await told.log.append(draft)
    assert (first.seq, first.fresh, again.seq, again.fresh) == (1, True, 1, False)
    assert [[(d, s.seq) for d, s in batch] for batch in told.batches] == [[(draft, 1)]]


async def test_a_refusal_reaches_its_sender_alone(told):
    talk = await sync_to_async(chat_session)()
    futures = [
        told.log.append(said(talk, "a")),
        told.log.append(said(talk, lane="staff")),
        told.log.append(said(talk, "b")),
    ]
    first, refused, last = await asyncio.gather(*futures, return_exceptions=True)
    assert isinstance(first, Stored)
    assert isinstance(refused, Refused)
    assert isinstance(last, Stored)
    assert (first.seq, refused.code, last.seq) == (1, "forbidden", 2)
    assert [[s.seq for _, s in batch] for batch in told.batches] == [[1, 2]]


@pytest.mark.parametrize("poison", [{"text": "NUL \x00"}, {"text": "surrogate \ud800"}, {"event": "no JSON"}])
async def test_a_draft_that_postgresql_refuses_does_not_hurt_the_others(told, poison):
    talk = await sync_to_async(chat_session)()
    futures = [told.log.append(said(talk, str(n))) for n in range(5)]
    bad = told.log.append(said(talk, **poison))
    futures += [told.log.append(said(talk, str(n))) for n in range(5, 10)]
    stored = await asyncio.gather(*futures)
    with pytest.raises(Refused) as no:
        await bad
    assert no.value.code == "bad_frame"
    assert [s.seq for s in stored] == list(range(1, 11))
    assert await sync_to_async(lane)(talk) == [(n + 1, str(n)) for n in range(10)]


async def test_a_cut_connection_is_opened_anew_and_the_message_stored_once(told):
    talk = await sync_to_async(chat_session)()
    for turn in range(5):
        await told.log.append(said(talk, f"before {turn}"))
        assert await sync_to_async(cut_writers)(spared_pid=0) == 1
        await told.log.append(said(talk, f"after {turn}"))
    assert [s.seq for batch in told.batches for _, s in batch] == list(range(1, 11))


async def test_cutting_the_connection_while_it_writes_loses_and_doubles_nothing(told):
    talk = await sync_to_async(chat_session)()
    reader_pid = await sync_to_async(own_pid)()

    def cut_again_and_again() -> None:
        for _ in range(15):
            cut_writers(reader_pid)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.03)")
        connection.close()

    async def send(sender: int) -> list[int]:
        return [(await told.log.append(said(talk, f"{sender} {n}"))).seq for n in range(10)]

    with ThreadPoolExecutor(1) as thread:
        cutting = asyncio.get_running_loop().run_in_executor(thread, cut_again_and_again)
        seqs = await asyncio.gather(*(send(sender) for sender in range(20)))
        await cutting

    assert sorted(seq for mine in seqs for seq in mine) == list(range(1, 201))
    assert all(mine == sorted(mine) for mine in seqs)
    assert [seq for seq, _ in await sync_to_async(lane)(talk)] == list(range(1, 201))


async def test_without_postgresql_the_sender_is_told_to_try_again(told, monkeypatch):
    talk = await sync_to_async(chat_session)()

    def away(drafts: object) -> None:
        from django.db import OperationalError

        raise OperationalError

    monkeypatch.setattr(group_commit, "GIVE_UP_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(group_commit, "append", away)
    with pytest.raises(Refused) as no:
        await told.log.append(said(talk))
    assert (no.value.code, no.value.retry_after) == ("unavailable", 2.0)


async def test_a_full_line_refuses_instead_of_growing(told):
    talk = await sync_to_async(chat_session)()
    told.log._batcher._most_waiting = 3
    futures = [told.log.append(said(talk, str(n))) for n in range(3)]
    with pytest.raises(Refused) as no:
        told.log.append(said(talk, "one too many"))
    assert no.value.code == "unavailable"
    assert [s.seq for s in await asyncio.gather(*futures)] == [1, 2, 3]
