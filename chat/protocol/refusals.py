"""The errors of chat: every one has a stable `code` that clients may rely on, and a text for people.

ChatError
├── Refused           a request that is answered with a refusal frame; the connection lives on
└── Closing           the connection ends with a close code that says whether to come back
"""

from enum import IntEnum
from typing import Literal

from django.utils.translation import gettext_lazy as _

from chat.language import StrOrPromise

RefusalCode = Literal[
    "bad_frame",
    "too_large",
    "blank",
    "unknown",
    "forbidden",
    "closed",
    "conflict",
    "too_fast",
    "unavailable",
    "offline",
    "stale",
    "full",
    "open_chat_sessions",
    "gone",
    "not_allowed",
    "infected",
    "quota",
]

TEXTS: dict[RefusalCode, StrOrPromise] = {
    "bad_frame": _("This frame could not be understood."),
    "too_large": _("This frame is larger than allowed."),
    "blank": _("A message needs some text."),
    "unknown": _("There is no such chat session."),
    "forbidden": _("You may not write here now."),
    "closed": _("This chat session has ended."),
    "conflict": _("This client_id was already used for another message."),
    "too_fast": _("Too many messages at once. Please wait a moment."),
    "unavailable": _("The message could not be stored just now. Please try again."),
    "offline": _("Nobody takes chats now. Please leave a message."),
    "stale": _("That has been decided otherwise meanwhile."),
    "full": _("That agent has no free place."),
    "gone": _("This file is not there any more."),
    "not_allowed": _("Files of this type cannot be sent here."),
    "infected": _("A virus was found in this file."),
    "quota": _("That is enough for today."),
    "open_chat_sessions": _("There are open chat sessions: say what is to become of them."),
}


class ChatError(Exception):
    """Base of everything chat raises on purpose."""


class Refused(ChatError):
    """A request that may not or cannot be done. Nothing of it was kept.

    `text` may be lazy, with places for `data` such as %(name)s: it is put into words when it is read.
    """

    def __init__(
        self, code: RefusalCode, text: StrOrPromise = "", *, retry_after: float | None = None, **data: str
    ) -> None:
        self.code = code
        self.retry_after = retry_after
        self.data = data
        self._text = text
        super().__init__(code)

    @property
    def text(self) -> str:
        """For people, in the language that is active now."""
        words = str(self._text) or str(TEXTS[self.code])
        return words % self.data if self.data else words

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


class CloseCode(IntEnum):
    """Why the server ends a connection (RFC 6455 §7.4). ARCHITECTURE says which to come back from."""

    RESTARTING = 1012
    BAD_FRAMES = 4400
    UNAUTHENTICATED = 4401
    REVOKED = 4403
    SILENT = 4408
    TOO_SLOW = 4413
    TOO_MANY = 4429
    UNAVAILABLE = 4503


class Closing(ChatError):
    """The connection must end."""

    def __init__(self, code: CloseCode, reason: str = "") -> None:
        self.code = code
        self.reason = reason or code.name.lower()
        super().__init__(code, self.reason)
