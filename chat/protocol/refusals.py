"""The errors of chat: every one has a stable `code` that clients may rely on, and a text for people.

ChatError
├── Refused           a request that is answered with a refusal frame; the connection lives on
└── Closing           the connection ends with a close code that says whether to come back
"""

from enum import IntEnum
from typing import Literal

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

TEXTS: dict[RefusalCode, str] = {
    "bad_frame": "This frame could not be understood.",
    "too_large": "This frame is larger than allowed.",
    "blank": "A message needs some text.",
    "unknown": "There is no such chat session.",
    "forbidden": "You may not write here now.",
    "closed": "This chat session has ended.",
    "conflict": "This client_id was already used for another message.",
    "too_fast": "Too many messages at once. Please wait a moment.",
    "unavailable": "The message could not be stored just now. Please try again.",
    "offline": "Nobody takes chats now. Please leave a message.",
    "stale": "That has been decided otherwise meanwhile.",
    "full": "That agent has no free place.",
    "gone": "This file is not there any more.",
    "not_allowed": "Files of this type cannot be sent here.",
    "infected": "A virus was found in this file.",
    "quota": "That is enough for today.",
    "open_chat_sessions": "There are open chat sessions: say what is to become of them.",
}


class ChatError(Exception):
    """Base of everything chat raises on purpose."""


class Refused(ChatError):
    """A request that may not or cannot be done. Nothing of it was kept."""

    def __init__(self, code: RefusalCode, text: str = "", *, retry_after: float | None = None) -> None:
        self.code = code
        self.text = text or TEXTS[code]
        self.retry_after = retry_after
        super().__init__(code, self.text)


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
