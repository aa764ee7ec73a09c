"""An application that dies after the commit of a message with "die now" in it, before anybody hears of it."""

import os

# ruff: noqa: I001 - the application comes first, for it sets Django up
from cs_platform.asgi import application
from chat.log.drafts import Draft, Stored
from chat.node import Node

__all__ = ["application"]

tell_stored = Node._tell_stored


def crash_or_tell(self: Node, stored: list[tuple[Draft, Stored]]) -> None:
    if any("die now" in draft.text for draft, _ in stored):
        os._exit(9)
    tell_stored(self, stored)


Node._tell_stored = crash_or_tell  # type: ignore[method-assign]
