"""The database's sessions: one that hangs in a transaction lets go of it, and whoever comes back asks again."""

import threading

import pytest
from django.conf import settings
from django.db import connection, transaction

from chat.db import with_reconnect
from chat.models import ChatSession
from chat.services.standing import lock_chat_sessions
from tests.chat.build import chat_session

pytestmark = pytest.mark.django_db(transaction=True)


def ask(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_every_session_is_ended_that_hangs_in_a_transaction():
    limit = f"{settings.FRONTDESK.database_hang_seconds}s"
    assert ask("SHOW idle_in_transaction_session_timeout") == limit


def test_a_row_held_by_who_hangs_becomes_free_and_the_call_is_made_again():
    talk = chat_session()
    others_turn, held = threading.Event(), threading.Event()
    tries = []

    def hangs_once() -> str:
        tries.append(1)
        with transaction.atomic():
            if len(tries) == 1:
                ask("SELECT set_config('idle_in_transaction_session_timeout', '50ms', true)")
            lock_chat_sessions([talk.id])
            if len(tries) == 1:
                held.set()
                assert others_turn.wait(timeout=20)
            ChatSession.objects.filter(pk=talk.id).update(responsible_name="Mia")
        return "done"

    def waits_for_the_row() -> None:
        held.wait(timeout=20)
        with transaction.atomic():
            assert lock_chat_sessions([talk.id])[talk.id].responsible_name == ""
        others_turn.set()
        connection.close()

    other = threading.Thread(target=waits_for_the_row)
    other.start()
    assert with_reconnect(hangs_once) == "done"
    other.join()
    assert (len(tries), ChatSession.objects.get().responsible_name) == (2, "Mia")
