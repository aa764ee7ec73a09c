"""What chat needs from the apps above it, as interfaces that settings fill in."""

from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class AssignmentPort(Protocol):
    """Who answers a chat session? Named by the setting `FRONTDESK_ASSIGNMENT`."""

    def waits(self, *, chat_session_id: UUID) -> None:
        """A chat session waits since just now. Called after the commit; a lost call is made up by the sweep."""

    def closes(self, *, chat_session_id: UUID) -> None:
        """A chat session ends. Called inside the closing transaction, which holds its row lock."""


class NobodyAnswers:
    """The port of an installation without agents, and of chat's own tests."""

    def waits(self, *, chat_session_id: UUID) -> None:
        return

    def closes(self, *, chat_session_id: UUID) -> None:
        return


@cache
def _port(path: str) -> AssignmentPort:
    port: AssignmentPort = import_string(path)()
    return port


def assignment() -> AssignmentPort:
    """The configured port."""
    return _port(settings.FRONTDESK_ASSIGNMENT)
