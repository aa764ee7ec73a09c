"""The whole workspace, sent to an agent who comes, and to all from time to time: it repairs what the bus lost."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from agents.floor import Floor
from agents.following import Following
from agents.protocol import Workspace
from agents.workspaces import workspaces
from chat.batching import Batcher
from chat.db import in_db
from chat.hub.connection import Connection, PolledConnection
from chat.hub.topics import lane_of_topic
from chat.node import Node, NodeService
from chat.protocol.base import encode

TOLD_ONCE = b'{"type":"transfer_answered"'


class Picture:
    """A workspace, and what was heard while it was read: that may be newer, and must be told again after it."""

    def __init__(self, workspace: Workspace, heard: Sequence[bytes]) -> None:
        self.workspace = workspace
        self._heard = [frame for frame in heard if not frame.startswith(TOLD_ONCE)]

    def tell(self, connection: Connection) -> None:
        connection.push(encode(self.workspace))
        self.tell_again(connection)

    def tell_again(self, connection: Connection) -> None:
        """What was heard while it was read; a repeat is harmless."""
        for frame in self._heard:
            connection.push(frame)


class Pictures(NodeService):
    """The workspaces of the agents connected here. Who asks while others are read shares the next reading."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._readings: Batcher[UUID, Workspace] = Batcher(self._read, most=200)

    async def of(self, agent_id: UUID, *connections: Connection, ref: int | None = None) -> Picture:
        """The workspace of an agent, for connections of theirs that are subscribed to what tells of its changes.

        Raises `KeyError` when there is no such agent.
        """
        watch = PolledConnection()
        for topic in {topic for each in connections for topic in each.topics if not lane_of_topic(topic)}:
            self.node.hub.subscribe(topic, watch)
        try:
            found = await self._readings.submit(agent_id)
        finally:
            self.node.hub.leave(watch)
        return Picture(replace(found, ref=ref), watch.frames)

    async def check_position(self) -> None:
        """Send every agent here the whole workspace: it repairs whatever event was lost."""
        await self.node.service(Following).leave_what_is_not_theirs()
        consoles = self.node.service(Floor).connections()
        await asyncio.gather(*(self._repair(agent_id, here) for agent_id, here in consoles.items()))

    async def _repair(self, agent_id: UUID, connections: Sequence[Connection]) -> None:
        picture = await self.of(agent_id, *connections)
        for connection in connections:
            picture.tell(connection)

    async def _read(self, agent_ids: list[UUID]) -> list[Workspace | Exception]:
        found = await in_db(workspaces, set(agent_ids))
        return [found.get(agent_id) or KeyError(agent_id) for agent_id in agent_ids]
