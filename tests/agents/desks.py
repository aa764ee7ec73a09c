"""Agents who talk to a node without any wire."""

import json
from typing import Any

from agents.conversation import AgentConversation
from agents.floor import Floor
from agents.groups import groups_of
from agents.models import Agent
from agents.services.tickets import Admitted
from chat.db import in_db
from chat.hub.connection import Connection, PolledConnection
from chat.node import Node


class Heard(Connection):
    """A socket, as far as the hub can tell; keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[bytes] = []

    def push(self, frame: bytes) -> None:
        self.frames.append(frame)

    def end(self, code: object) -> None:
        self.frames.append(f'{{"type":"ended {code}"}}'.encode())


class Desk:
    """One console of an agent."""

    def __init__(self, node: Node, who: Agent, *, login: str = "login", polls: bool = False) -> None:
        self.node = node
        self.connection: Heard | PolledConnection = PolledConnection() if polls else Heard()
        node.hub.join(self.connection)
        self.who = Admitted(who.id, who.name, login)
        self.conversation = AgentConversation(node, self.connection, self.who)

    async def ask(self, type_: str, **fields: object) -> dict[str, Any]:
        return json.loads(await self.conversation.reply_to(json.dumps({"type": type_, "ref": 1, **fields})))

    def heard(self, *types: str) -> list[dict[str, Any]]:
        """Of what came unasked since the last look, the frames of these types, without the type."""
        frames = [json.loads(frame) for frame in self.connection.frames]
        self.connection.frames.clear()
        return [
            {key: value for key, value in frame.items() if key != "type"}
            for frame in frames
            if frame["type"] in types
        ]


async def seated(node: Node, who: Agent, *, login: str = "login", polls: bool = False) -> Desk:
    """A console that the node counts among its agents, and that hears its agent's queues."""
    desk = Desk(node, who, login=login, polls=polls)
    queues = await in_db(lambda: frozenset(groups_of(who).values_list("pk", flat=True)))
    admitted = Admitted(who.id, who.name, login, queues)
    await node.service(Floor).join(desk.connection, admitted)
    desk.conversation = AgentConversation(node, desk.connection, admitted)
    return desk
