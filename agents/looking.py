"""Which agents look at which chat session now. Never stored: every node hears every look, and forgets it by itself.

Who looks says so again and again, so a lost frame or a dead node costs seconds.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from uuid import UUID

import msgspec

from agents.hearing import Ear
from agents.protocol import Looking
from chat.hub.topics import Envelope, lane_topic
from chat.node import Node, NodeService
from chat.protocol.base import encode

LOOKS = "looks"
FORGET_SECONDS = 40.0
TYPING_SECONDS = 6.0


@dataclass(slots=True)
class Look:
    """What stands on the screen of one console of this node."""

    agent_id: UUID
    name: str
    chat_session: UUID
    at: float
    typing_at: float = float("-inf")

    def is_typing(self, now: float) -> bool:
        return now - self.typing_at < TYPING_SECONDS


class Lookers(NodeService):
    """Who looks at what: told to the cluster for the consoles of this node, heard from all."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._here: dict[Hashable, Look] = {}
        self._heard: dict[UUID, dict[UUID, tuple[float, Looking]]] = {}  # by chat session, then agent
        node.hub.subscribe(LOOKS, Ear(self._hear))

    def look(self, console: Hashable, agent_id: UUID, name: str, chat_session: UUID | None) -> None:
        """A chat session is on a console's screen, still or from now on; None: nothing is, and again is harmless."""
        before, now = self._here.pop(console, None), self.node.loop.time()
        if before is not None and before.chat_session != chat_session and not self._looks(before):
            self._tell(before, on=False)
        if chat_session is not None:
            look = self._here[console] = Look(agent_id, name, chat_session, now)
            if before is not None and before.chat_session == chat_session:
                look.typing_at = before.typing_at
            self._tell(look, on=True)

    def leave(self, console: Hashable) -> None:
        """A console is gone."""
        if (look := self._here.get(console)) is not None:
            self.look(console, look.agent_id, look.name, None)

    def typing(self, console: Hashable, chat_session: UUID, *, on: bool) -> None:
        """Somebody writes, or stops, in what is on their screen; told when it changes."""
        look, now = self._here.get(console), self.node.loop.time()
        if look is None or look.chat_session != chat_session:
            return
        was = look.is_typing(now)
        look.typing_at = now if on else float("-inf")
        if was != on:
            self._tell(look, on=True)

    def others(self, chat_session: UUID, but: UUID) -> Iterator[Looking]:
        """Who else looks at a chat session, as far as this node has heard."""
        oldest = self.node.loop.time() - FORGET_SECONDS
        for agent_id, (at, event) in self._heard.get(chat_session, {}).items():
            if agent_id != but and at > oldest:
                yield event

    async def check_position(self) -> None:
        """Forget who has not said so for long; clients do the same by themselves."""
        oldest = self.node.loop.time() - FORGET_SECONDS
        self._here = {console: look for console, look in self._here.items() if look.at > oldest}
        kept = {
            chat_session: {agent: heard for agent, heard in lookers.items() if heard[0] > oldest}
            for chat_session, lookers in self._heard.items()
        }
        self._heard = {chat_session: lookers for chat_session, lookers in kept.items() if lookers}

    def _looks(self, look: Look) -> bool:
        """Whether the same agent looks at it from another console here."""
        others = self._here.values()
        return any((o.agent_id, o.chat_session) == (look.agent_id, look.chat_session) for o in others)

    def _tell(self, look: Look, *, on: bool) -> None:
        typing = on and look.is_typing(self.node.loop.time())
        event = Looking(
            chat_session=look.chat_session, agent=look.agent_id, name=look.name, on=on, typing=typing
        )
        self.node.tell([Envelope(LOOKS, 0, encode(event))])

    def _hear(self, frame: bytes) -> None:
        event = msgspec.json.decode(frame, type=Looking)
        lookers = self._heard.setdefault(event.chat_session, {})
        if event.on:
            lookers[event.agent] = (self.node.loop.time(), event)
        else:
            lookers.pop(event.agent, None)
        self.node.hub.deliver([Envelope(lane_topic(event.chat_session, "staff"), 0, frame)])
