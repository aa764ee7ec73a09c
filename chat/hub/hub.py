"""The hub: which of this node's connections listen to which topic, and how far each topic has been passed on."""

import asyncio
from collections.abc import Callable, Iterable

from chat.hub.connection import Connection
from chat.hub.topics import Envelope


class Topic:
    """Listeners of one topic. `position` is the last place passed on; None until somebody has read the log."""

    __slots__ = ("early", "listeners", "position")

    def __init__(self) -> None:
        self.listeners: set[Connection] = set()
        self.position: int | None = None
        self.early: dict[int, bytes] | None = None  # by seq: what came before its predecessors


class Hub:
    """Passes each topic's entries on in order, once. Single-threaded: lives in its node's event loop.

    What was passed on already is dropped. What skips ahead is held, and `fill` is asked (after
    `patience_seconds`, in which the bus mostly brings what is missing) to deliver the places in between
    from the database.
    """

    def __init__(self, fill: Callable[[list[str]], None], *, patience_seconds: float = 0.05) -> None:
        self.topics: dict[str, Topic] = {}
        self.connections: set[Connection] = set()
        self._fill = fill
        self._patience_seconds = patience_seconds
        self._gaps: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    def join(self, connection: Connection) -> None:
        self.connections.add(connection)

    def leave(self, connection: Connection) -> None:
        """Forget a connection and its topics. Again is harmless."""
        self.connections.discard(connection)
        for name in list(connection.topics):
            self.unsubscribe(name, connection)

    def subscribe(self, name: str, connection: Connection) -> None:
        """From now on the connection hears the topic; read the log after this, never before."""
        self.topics.setdefault(name, Topic()).listeners.add(connection)
        connection.topics.add(name)

    def unsubscribe(self, name: str, connection: Connection) -> None:
        connection.topics.discard(name)
        topic = self.topics.get(name)
        if topic is not None:
            topic.listeners.discard(connection)
            if not topic.listeners:
                del self.topics[name]
                self._gaps.discard(name)

    def settle(self, name: str, seq: int) -> None:
        """A listener has read the log up to `seq`: a topic whose position was unknown stands there now."""
        topic = self.topics.get(name)
        if topic is not None and topic.position is None:
            topic.position = seq
            self._pass_on_early(name, topic)

    def deliver(self, envelopes: Iterable[Envelope]) -> None:
        """Pass frames on to this node's listeners; what nobody here listens to costs one look-up."""
        topics = self.topics
        for name, seq, frame in envelopes:
            topic = topics.get(name)
            if topic is None:
                continue
            if seq == 0:
                for connection in topic.listeners:
                    connection.push(frame)
            elif topic.position is not None and seq == topic.position + 1:
                topic.position = seq
                for connection in topic.listeners:
                    connection.push(frame)
                if topic.early:
                    self._pass_on_early(name, topic)
            elif topic.position is None or seq > topic.position:
                self._hold(name, topic, seq, frame)

    def behind(self, last_seqs: dict[str, int]) -> list[str]:
        """Of the given topics, those that have not passed on what the database holds."""
        return [
            name
            for name, seq in last_seqs.items()
            if (topic := self.topics.get(name)) is not None
            and topic.position is not None
            and topic.position < seq
        ]

    def _hold(self, name: str, topic: Topic, seq: int, frame: bytes) -> None:
        if topic.early is None:
            topic.early = {}
        topic.early[seq] = frame
        if topic.position is not None:
            self._expect(name)

    def _pass_on_early(self, name: str, topic: Topic) -> None:
        early, position = topic.early, topic.position
        if not early or position is None:
            return
        while (frame := early.pop(position + 1, None)) is not None:
            position += 1
            for connection in topic.listeners:
                connection.push(frame)
        topic.position = position
        topic.early = {seq: frame for seq, frame in early.items() if seq > position} or None
        if topic.early:
            self._expect(name)
        else:
            self._gaps.discard(name)

    def _expect(self, name: str) -> None:
        self._gaps.add(name)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._patience_seconds, self._ask_to_fill)

    def _ask_to_fill(self) -> None:
        self._timer = None
        gaps, self._gaps = list(self._gaps), set()
        if gaps:
            self._fill(gaps)
