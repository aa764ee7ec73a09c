"""Clients as DESIGN wants them: they come back, resume, and send again what was not acked, with the same id."""

import asyncio
import random
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from websockets.exceptions import InvalidHandshake, WebSocketException

from tests.faults.cluster import Node, Talk
from tests.simple_client import Frame, Refused, SimpleClient

LOST = (
    OSError,
    WebSocketException,
    InvalidHandshake,
    httpx.HTTPError,
    TimeoutError,
    asyncio.IncompleteReadError,
)
CSRF = "c" * 32
Greeting = Callable[[Node], Awaitable[tuple[str, Frame, dict[str, Any]]]]


class Talker:
    """One side of one chat session. `view` is what it has seen, `acked` what it was promised."""

    def __init__(self, name: str, nodes: list[Node], talk: Talk, greet: Greeting) -> None:
        self.name, self.nodes, self.talk = name, nodes, talk
        self.view: dict[int, Frame] = {}
        self.arrivals: list[list[int]] = []  # live, for each connection
        self.acked: dict[str, int] = {}
        self.outbox: list[tuple[str, str]] = []
        self.said = 0
        self._greet = greet
        self._more = asyncio.Event()
        self._task = asyncio.create_task(self._keep_connected())

    def say(self, text: str = "") -> None:
        self.outbox.append((str(uuid.uuid4()), f"{self.name} {self.said} {text}"))
        self.said += 1
        self._more.set()

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _keep_connected(self) -> None:
        while True:
            try:
                await self._talk(random.choice(self.nodes))
            except (*LOST, Refused):
                await asyncio.sleep(random.uniform(0.02, 0.15))

    async def _talk(self, node: Node) -> None:
        path, hello, options = await self._greet(node)
        client = SimpleClient(f"ws://127.0.0.1:{node.port}{path}", hello, open_timeout=5, **options)
        client.entries = self.view
        async with asyncio.timeout(10):
            await client.connect()
        try:
            async with asyncio.timeout(15):
                await client.resume(self.talk.chat_session)
            live: list[int] = []
            self.arrivals.append(live)
            client.on_entry = lambda entry: live.append(entry["seq"])
            while not client.lost:
                while self.outbox:
                    client_id, text = self.outbox[0]
                    ack = await client.send(self.talk.chat_session, text, client_id)
                    self.acked[client_id] = ack["seq"]
                    self.outbox.pop(0)
                self._more.clear()
                try:
                    async with asyncio.timeout(0.2):
                        await self._more.wait()
                except TimeoutError:
                    continue
        finally:
            await client.close()


def customer(name: str, nodes: list[Node], talk: Talk) -> Talker:
    async def greet(node: Node) -> tuple[str, Frame, dict[str, Any]]:
        return "/ws/customer", {"type": "hello", "token": talk.token}, {}

    return Talker(name, nodes, talk, greet)


def agent(name: str, nodes: list[Node], talk: Talk) -> Talker:
    async def greet(node: Node) -> tuple[str, Frame, dict[str, Any]]:
        origin = f"http://127.0.0.1:{node.port}"
        cookies = f"sessionid={talk.cookie}; csrftoken={CSRF}"
        async with httpx.AsyncClient(headers={"Cookie": cookies, "X-CSRFToken": CSRF}, timeout=5) as http:
            ticket = (await http.post(f"{origin}/api/console/ticket")).raise_for_status().json()["ticket"]
        options = {"origin": origin, "additional_headers": {"Cookie": cookies}}
        return "/ws/agent", {"type": "hello", "ticket": ticket}, options

    return Talker(name, nodes, talk, greet)
