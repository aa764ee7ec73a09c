"""Following a chat session ends when it goes where an agent may not see it any more."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from agents.audience import AUDIENCES, Audience
from agents.floor import Floor
from agents.hearing import Ear
from agents.sight import not_visible
from chat.db import in_db
from chat.hub.connection import Connection
from chat.hub.topics import lane_of_topic, lane_topic
from chat.node import Node, NodeService
from chat.protocol.base import Lane

LANES: tuple[Lane, ...] = ("public", "staff")


class Following(NodeService):
    """Who listens to which chat session, of the agents connected to this node."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        node.hub.subscribe(AUDIENCES, Ear(lambda frame: self.hear(msgspec.json.decode(frame, type=Audience))))

    def hear(self, audience: Audience) -> None:
        """A chat session went elsewhere: whoever is not of its audience hears nothing more of it, from now on."""
        lanes = {lane_topic(audience.chat_session, lane) for lane in LANES}
        if lanes.isdisjoint(self.node.hub.topics):
            return
        for connections in self.node.service(Floor).connections().values():
            for each in connections:
                if not lanes.isdisjoint(each.topics) and audience.topics.isdisjoint(each.topics):
                    self._leave(each, audience.chat_session)

    async def leave_what_is_not_theirs(self) -> None:
        """The same by what the database says, for whatever the bus lost; asked at once for everybody here."""
        consoles = self.node.service(Floor).connections()
        followed = {agent: theirs for agent, here in consoles.items() if (theirs := _followed(here))}
        if not followed:
            return
        for agent, gone in (await in_db(not_visible, followed)).items():
            for connection in consoles[agent]:
                for chat_session in gone:
                    self._leave(connection, chat_session)

    def _leave(self, connection: Connection, chat_session: UUID) -> None:
        for lane in LANES:
            self.node.hub.unsubscribe(lane_topic(chat_session, lane), connection)


def _followed(connections: Iterable[Connection]) -> set[UUID]:
    return {lane[0] for each in connections for topic in each.topics if (lane := lane_of_topic(topic))}
