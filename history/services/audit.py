"""Writing the audit."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from history.models import Action, AuditEntry


@transaction.atomic
def record_look(*, actor: User, chat_session_id: UUID) -> AuditEntry:
    """Note that somebody read a transcript. Every call is a look of its own."""
    return AuditEntry.objects.create(
        actor=actor, actor_name=actor.get_username(), action=Action.LOOK, object_id=chat_session_id
    )


class HistoryAudit:
    """See `agents.audit.AuditPort`."""

    def forced(self, *, actor: User, chat_session_id: UUID) -> None:
        AuditEntry.objects.create(
            actor=actor, actor_name=actor.get_username(), action=Action.FORCE, object_id=chat_session_id
        )
