"""The customers connected to a node: whose token was revoked must leave."""

from chat.db import in_db
from chat.hub.connection import Connection
from chat.node import Node, NodeService
from chat.protocol.refusals import CloseCode
from chat.services.identify import dead_tokens


class Guests(NodeService):
    """Each connected customer's token, looked up again with every position check."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._tokens: dict[Connection, str] = {}

    def join(self, connection: Connection, token_sha256: str) -> None:
        self._tokens[connection] = token_sha256

    def leave(self, connection: Connection) -> None:
        self._tokens.pop(connection, None)

    async def check_position(self) -> None:
        if not self._tokens:
            return
        dead = await in_db(dead_tokens, list(set(self._tokens.values())))
        for connection, token in list(self._tokens.items()):
            if token in dead:
                connection.end(CloseCode.REVOKED)
