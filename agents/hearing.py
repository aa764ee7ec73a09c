"""Hearing a topic for a node itself, beside the connections that it holds."""

from collections.abc import Callable

from chat.hub.connection import Connection
from chat.protocol.refusals import CloseCode


class Ear(Connection):
    """Gives each frame to `hear`, as if it were a connection."""

    __slots__ = ("_hear",)

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        super().__init__()
        self._hear = hear

    def push(self, frame: bytes) -> None:
        self._hear(frame)

    def end(self, code: CloseCode) -> None:
        return
