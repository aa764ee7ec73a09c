"""Writing the audit."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from agents.models import Agent
from history.models import LONGEST_DETAIL_CHARS, Action, AuditEntry

ONE_LOOK = timedelta(hours=1)
"""Who follows a chat session on and off for so long looks at it once."""


@transaction.atomic
def record_look(*, actor: User, chat_session_id: UUID) -> AuditEntry:
    """Note that somebody read a transcript. Every call is a look of its own."""
    return AuditEntry.objects.create(
        actor=actor, actor_name=actor.get_username(), action=Action.LOOK, object_id=chat_session_id
    )


class HistoryAudit:
    """See `agents.audit.AuditPort`."""

    def looked(self, *, actor: User, chat_session_id: UUID) -> None:
        lately = AuditEntry.objects.filter(
            actor=actor, action=Action.LOOK, object_id=chat_session_id, at__gt=timezone.now() - ONE_LOOK
        )
        if not lately.exists():
            record_look(actor=actor, chat_session_id=chat_session_id)

    def forced(self, *, actor: User, chat_session_id: UUID) -> None:
        _record(actor, Action.FORCE, chat_session_id)

    def role_changed(self, *, actor: User, user: User, detail: str) -> None:
        record_role_change(actor=actor, user=user, detail=detail)


def record_role_change(*, actor: User, user: User, detail: str) -> None:
    """Note that what a login may do was changed; the entry names its agent, or the login by its number."""
    agent = Agent.objects.filter(user=user).first()
    _record(actor, Action.ROLE, agent.id if agent else UUID(int=user.pk), f"{user.get_username()}: {detail}")


def _record(actor: User, action: Action, object_id: UUID, detail: str = "") -> None:
    AuditEntry.objects.create(
        actor=actor,
        actor_name=actor.get_username(),
        action=action,
        object_id=object_id,
        detail=detail[:LONGEST_DETAIL_CHARS],
    )
