"""An agent's unsent texts on their way between the devices of theirs that are connected here and elsewhere."""

import asyncio
import logging
from datetime import datetime
from uuid import UUID

from agents.floor import Floor
from agents.protocol import DraftEvent
from agents.services.drafts import Sent, forget_sent
from chat.db import in_db
from chat.hub.connection import Connection
from chat.hub.topics import Envelope, agent_topic
from chat.node import Node, NodeService
from chat.protocol.base import Lane, encode

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.2
"""So long after a message its draft may still stand: what was sent meanwhile is forgotten in one query."""


class Drafts(NodeService):
    """Tells of drafts, and forgets those that were sent, off the path of the message."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._sent: list[tuple[Connection, Sent]] = []
        self._timer: asyncio.TimerHandle | None = None

    def tell(
        self, agent_id: UUID, by: Connection, *, chat_session: UUID, lane: Lane, text: str, at: datetime
    ) -> None:
        """What was written at one connection, to the agent's others."""
        event = DraftEvent(chat_session=chat_session, lane=lane, text=text, at=at)
        topic, hub = agent_topic(agent_id), self.node.hub
        here = [each for each in self.node.service(Floor).beside(by) if topic in each.topics]
        for each in here:
            hub.unsubscribe(topic, each)
        self.node.tell([Envelope(topic, 0, encode(event))])
        for each in here:
            hub.subscribe(topic, each)

    def sent(self, by: Connection, sent: Sent) -> None:
        """A message was stored: what stood in its box until then is no draft any more, soon."""
        self._sent.append((by, sent))
        if self._timer is None:
            self._timer = self.node.loop.call_later(
                PATIENCE_SECONDS, lambda: self.node.spawn(self.forget_sent())
            )

    async def forget_sent(self) -> None:
        self._timer = None
        sent, self._sent = self._sent, []
        by = {each: connection for connection, each in sent}
        try:
            gone = await in_db(forget_sent, sorted(by))
        except Exception:
            logger.exception(
                "Drafts of what was sent could not be forgotten; they stand until the next message"
            )
            return
        for each in gone:
            self.tell(
                each.agent, by[each], chat_session=each.chat_session, lane=each.lane, text="", at=each.at
            )

    async def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            await self.forget_sent()
