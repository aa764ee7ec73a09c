from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from history.models import Action, AuditEntry
from history.models.audit import CannotBeEdited
from history.services.audit import record_look
from tests.history import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked() -> AuditEntry:
    return record_look(actor=build.staff(), chat_session_id=uuid4())


def test_a_look_says_who_what_and_which():
    user, seen = build.staff("tom"), uuid4()

    record_look(actor=user, chat_session_id=seen)

    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name, entry.action, entry.object_id) == (
        user.pk,
        "tom",
        Action.LOOK,
        seen,
    )


def test_every_look_is_an_entry_of_its_own():
    user, seen = build.staff(), uuid4()
    record_look(actor=user, chat_session_id=seen)
    record_look(actor=user, chat_session_id=seen)
    assert AuditEntry.objects.filter(object_id=seen).count() == 2


@pytest.mark.parametrize(
    "edit",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(actor_name="nobody"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["actor_name"]),
    ],
)
def test_the_model_refuses_to_edit(looked, edit):
    with pytest.raises(CannotBeEdited):
        edit(looked)
    assert AuditEntry.objects.get() == looked


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE history_auditentry SET actor_name = 'nobody'",
        "DELETE FROM history_auditentry",
        "TRUNCATE history_auditentry",
    ],
)
def test_the_database_refuses_too(looked, sql):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE history_auditentry ENABLE TRIGGER history_audit_no_truncate")
        with pytest.raises(Error, match="cannot be edited or removed"), transaction.atomic():
            cursor.execute(sql)
    assert AuditEntry.objects.get().actor_name == "mina"
