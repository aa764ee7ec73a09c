"""What chat needs from the apps above it, as interfaces that settings fill in."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from chat.models import ChatSession


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a chat session would be taken now, and by which queue; if not, why, and when again (None: not known)."""

    open: bool
    reason: Literal["hours", "full"] | None = None
    opens_at: datetime | None = None
    queue: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlaceInLine:
    """1 is next; `wait` is an honest range in minutes, or None."""

    place: int
    wait: tuple[int, int] | None


class AssignmentPort(Protocol):
    """Who answers a chat session? Named by the setting `FRONTDESK_ASSIGNMENT`.

    What is called inside a transaction holds the chat session's row lock; `queue` is the one that was named there.
    """

    def admission(self, *, site_id: UUID, customer_id: UUID, language: str) -> Admission:
        """Would a new chat session of this customer be taken now?"""

    def queue_for(self, *, site_id: UUID, language: str) -> UUID | None:
        """Which queue takes what this site's customers leave, whether or not anybody takes chats now?"""

    def may_reopen(self, *, chat_session_id: UUID, closed_at: datetime) -> bool:
        """Did it end so recently that its customer goes on with it?"""

    def opens(self, chat_session: ChatSession, *, queue: UUID | None) -> None:
        """It begins to wait: opened, reopened, or left as a message before. Inside the transaction."""

    def leaves(self, chat_session: ChatSession, *, queue: UUID | None) -> None:
        """It is a left message. Inside the transaction."""

    def waits(self, *, chat_session_id: UUID, queue: UUID | None) -> None:
        """It waits, or was left, since just now. Called after the commit; a lost call is made up by the sweep."""

    def closes(self, chat_session: ChatSession) -> None:
        """It ends. Inside the transaction."""

    def place(self, *, chat_session_id: UUID) -> PlaceInLine | None:
        """Where it stands while it waits."""


class NobodyAnswers:
    """The port of an installation without agents, and of chat's own tests."""

    def admission(self, *, site_id: UUID, customer_id: UUID, language: str) -> Admission:
        return Admission(open=True)

    def queue_for(self, *, site_id: UUID, language: str) -> UUID | None:
        return None

    def may_reopen(self, *, chat_session_id: UUID, closed_at: datetime) -> bool:
        return False

    def opens(self, chat_session: ChatSession, *, queue: UUID | None) -> None:
        return

    def leaves(self, chat_session: ChatSession, *, queue: UUID | None) -> None:
        return

    def waits(self, *, chat_session_id: UUID, queue: UUID | None) -> None:
        return

    def closes(self, chat_session: ChatSession) -> None:
        return

    def place(self, *, chat_session_id: UUID) -> PlaceInLine | None:
        return None


class StaffPort(Protocol):
    """Who of the staff asks, at a door that customers use too? Named by the setting `FRONTDESK_STAFF`."""

    def agent_of(self, request: HttpRequest) -> UUID | None:
        """The agent behind a login session. Asks the database."""

    def may_see(self, *, agent_id: UUID, chat_session_id: UUID) -> bool:
        """Is it there for them? Who may see a chat session may at least leave a note in it."""


@cache
def _port(path: str) -> Any:
    return import_string(path)()


def assignment() -> AssignmentPort:
    """The configured port."""
    port: AssignmentPort = _port(settings.FRONTDESK_ASSIGNMENT)
    return port


def staff() -> StaffPort:
    """The configured port."""
    port: StaffPort = _port(settings.FRONTDESK_STAFF)
    return port
