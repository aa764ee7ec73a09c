"""Agents at open consoles who take whatever rings, and customers who come to be answered."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from asgiref.sync import sync_to_async
from websockets.asyncio.client import ClientConnection

from agents.models import Agent
from chat.services.identify import issue_token
from tests.chat.build import customer
from tests.faults.people import agent_greeting, customer_greeting, greeted
from tests.live import LiveNode

PING_SECONDS = 5.0
"""Often enough that a clerk to whom nobody speaks is there."""


@asynccontextmanager
async def at_work(*shifts: tuple[Agent, LiveNode]) -> AsyncIterator[None]:
    """Everybody is at their node from the start. Of a node that dies, the clerks go with it."""
    async with AsyncExitStack() as doors:
        lives = []
        for agent, node in shifts:
            greet = await sync_to_async(agent_greeting)(agent)
            socket = await doors.enter_async_context(greeted(node, greet))
            lives.append(asyncio.create_task(_take_what_rings(socket)))
        try:
            yield
        finally:
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, return_exceptions=True)


async def _take_what_rings(socket: ClientConnection) -> None:
    while True:
        try:
            async with asyncio.timeout(PING_SECONDS):
                frame: dict[str, Any] = json.loads(await socket.recv())
        except TimeoutError:
            await socket.send(json.dumps({"type": "ping", "ref": 0}))
            continue
        ringing = [frame["offer"]] if frame["type"] == "offer" else frame.get("offers", [])
        for offer in ringing:
            await socket.send(json.dumps({"type": "accept", "ref": 1, "offer": offer["id"]}))


async def comes(name: str, node: LiveNode) -> None:
    """A new customer opens a chat session, and is content to wait elsewhere."""

    def new_token() -> str:
        return issue_token(customer=customer(name))

    async with greeted(node, customer_greeting(await sync_to_async(new_token)())) as socket:
        await socket.send(json.dumps({"type": "open", "ref": 1, "language": "en"}))
        async with asyncio.timeout(10):
            while (frame := json.loads(await socket.recv())).get("ref") != 1:
                pass
        assert frame["type"] == "opened", frame
