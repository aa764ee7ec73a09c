"""What agents needs of the audit, which history keeps: a port, filled in by the setting `FRONTDESK_AUDIT`."""

from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.module_loading import import_string


class AuditPort(Protocol):
    """Entries that no one can edit. Written in the caller's transaction."""

    def looked(self, *, actor: User, chat_session_id: UUID) -> None:
        """Somebody reads a chat session that they take no part in; noted once an hour."""

    def forced(self, *, actor: User, chat_session_id: UUID) -> None:
        """A supervisor gave a chat session to somebody, or took it."""

    def role_changed(self, *, actor: User, user: User, detail: str) -> None:
        """A login has another role, or its agent joined or left a skill group, or oversees it from now on or no longer.

        `detail` says it in a line.
        """


@cache
def _port(path: str) -> AuditPort:
    port: AuditPort = import_string(path)()
    return port


def audit() -> AuditPort:
    """The configured port."""
    return _port(settings.FRONTDESK_AUDIT)
