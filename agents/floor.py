"""What a node does for its agents' connections: leases, log-outs, and repair of what the bus lost."""

import asyncio
import logging
from uuid import UUID

from agents.cards import workspace
from agents.protocol import Workspace
from agents.services.presence import renew_leases
from agents.services.tickets import Admitted, still_admitted
from chat.db import in_db
from chat.hub.connection import Connection, PolledConnection
from chat.hub.topics import FLOOR, agent_topic
from chat.node import Node, NodeService
from chat.protocol.base import encode
from chat.protocol.refusals import CloseCode

logger = logging.getLogger(__name__)

CHECK_SECONDS = 3.0
MOST_READS = 5


class Floor(NodeService):
    """The agents connected to this node."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._present: dict[Connection, Admitted] = {}
        node.spawn(self._keep_checking())

    def join(self, connection: Connection, who: Admitted) -> None:
        self._present[connection] = who

    def leave(self, connection: Connection) -> None:
        self._present.pop(connection, None)

    async def picture(self, agent_id: UUID, ref: int | None) -> Workspace:
        """The whole workspace, read again while events arrive: an older picture must not follow a newer event."""
        for _ in range(MOST_READS):
            watch = PolledConnection()
            self.node.hub.subscribe(FLOOR, watch)
            self.node.hub.subscribe(agent_topic(agent_id), watch)
            try:
                found = await in_db(workspace, agent_id=agent_id, ref=ref)
            finally:
                self.node.hub.leave(watch)
            if not watch.frames:
                break
        return found

    async def check_position(self) -> None:
        """Send every agent here the whole workspace: it repairs whatever event was lost."""
        for agent_id in {who.agent_id for who in self._present.values()}:
            frame = encode(await self.picture(agent_id, None))
            for connection, who in list(self._present.items()):
                if who.agent_id == agent_id:
                    connection.push(frame)

    async def _keep_checking(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            if not self._present:
                continue
            try:
                await self._check()
            except Exception:
                logger.exception("The agents' leases and logins could not be checked; trying again")

    async def _check(self) -> None:
        present = {(who.agent_id, who.login_session_key) for who in self._present.values()}
        good = await in_db(still_admitted, list(present))
        for connection, who in list(self._present.items()):
            if (who.agent_id, who.login_session_key) in present - good:
                connection.end(CloseCode.REVOKED)
                self.leave(connection)
        await in_db(renew_leases, {agent_id for agent_id, _ in good})
