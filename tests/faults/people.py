"""Customers and agents who go on talking whatever happens: they reconnect, resume, and resend what was not acked."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import sync_to_async
from django.db import Error, connection
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from agents.models import Agent
from agents.services.tickets import issue_ticket
from tests.live import LiveNode

LOST = (OSError, WebSocketException, TimeoutError, Error)
WINDOW = 5
ACK_SECONDS = 12.0

Greeting = tuple[str, dict[str, Any], dict[str, Any]]
Greet = Callable[[LiveNode], Awaitable[Greeting]]


@asynccontextmanager
async def greeted(node: LiveNode, greet: Greet) -> AsyncIterator[ClientConnection]:
    """A socket whose hello was answered."""
    path, hello, options = await greet(node)
    async with asyncio.timeout(10):
        socket = await connect(
            node.ws(path),
            subprotocols=[Subprotocol("frontdesk.v1")],
            close_timeout=0.2,
            ping_interval=None,
            **options,
        )
    try:
        async with asyncio.timeout(10):
            await socket.send(json.dumps(hello))
            await socket.recv()
        yield socket
    finally:
        with contextlib.suppress(*LOST):
            await socket.close()


class Person:
    """One reader and writer of one chat session, with what they were promised and what they saw."""

    def __init__(self, chat_session: UUID, greet: Greet, sender: UUID, *, amends_too: bool = False) -> None:
        self.chat_session, self.sender, self.amends_too = str(chat_session), sender, amends_too
        self._greet = greet
        self.said: list[tuple[str, str]] = []  # client_id, text; in order
        self.unacked: list[tuple[str, str]] = []
        self.amends: dict[
            str, str
        ] = {}  # by client_id of what was said, that of the message that says it now
        self.acked: dict[str, int] = {}
        self.seen: dict[int, tuple[str, str]] = {}  # seq: client_id, text
        self._edits: dict[int, list[int]] = {}  # by place, where what it says was changed
        self.faults: list[str] = []
        self.slowest_ack_seconds = 0.0
        self.connections = 0

    def say(self, text: str) -> None:
        message = (str(uuid4()), text)
        self.said.append(message)
        self.unacked.append(message)

    def amend(self, text: str) -> None:
        """The last message that was acked says something else from now on."""
        messages = [client_id for client_id in self.acked if client_id not in self.amends]
        self.say(text)
        self.amends[self.said[-1][0]] = messages[-1]

    @property
    def reads(self) -> list[tuple[str, str]]:
        """What was said as it reads after all that was amended: an overtaken edit says nothing."""
        texts = dict(self.said)
        latest = {amended: client_id for client_id, amended in self.amends.items()}
        texts |= {amended: texts[client_id] for amended, client_id in latest.items()}
        overtaken = self.amends.keys() - latest.values()
        return [(client_id, "" if client_id in overtaken else texts[client_id]) for client_id, _ in self.said]

    async def live(self, nodes: list[LiveNode]) -> None:
        """Until cancelled; a lost connection moves on to the next node."""
        turn = self.sender.int % len(nodes)
        while True:
            with contextlib.suppress(*LOST):
                await self._one_life(nodes[turn % len(nodes)])
            turn += 1
            await asyncio.sleep(0.05)

    async def _one_life(self, node: LiveNode) -> None:
        async with greeted(node, self._greet) as socket:
            self.connections += 1
            await self._resume(socket)
            while True:
                sent_at, waiting = time.monotonic(), self.unacked[:WINDOW]
                for client_id, text in waiting:
                    amended = self.amends.get(client_id)
                    how = {} if amended is None else {"lane": "public", "seq": self.acked[amended]}
                    await self._ask(socket, "amend" if how else "send", client_id=client_id, text=text, **how)
                while any(message in self.unacked for message in waiting):
                    async with asyncio.timeout(ACK_SECONDS):
                        frame = self._take(await socket.recv())
                    if frame["type"] == "refusal":
                        assert frame["code"] == "unavailable", frame
                        raise TimeoutError
                    if frame["type"] == "ack":
                        self.slowest_ack_seconds = max(self.slowest_ack_seconds, time.monotonic() - sent_at)
                if not waiting:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.05):
                            self._take(await socket.recv())

    async def _ask(self, socket: ClientConnection, type_: str, **fields: Any) -> None:
        await socket.send(json.dumps({"type": type_, "ref": 1, "chat_session": self.chat_session, **fields}))

    async def _resume(self, socket: ClientConnection) -> None:
        more, early = True, []
        while more:
            await self._ask(socket, "resume", after_seq=self.last_seq)
            async with asyncio.timeout(10):
                while (page := json.loads(await socket.recv()))["type"] not in {"page", "refusal"}:
                    if page["type"] == "entry" and page["lane"] == "public":
                        early.append(page)  # it may be newer than the page that was being read
            if page["type"] == "refusal":
                raise TimeoutError
            for entry in page["entries"]:
                self._see(entry)
            more = page["more"]
        if self.last_seq < page["last_seq"]:
            self.faults.append(f"pages ended at {self.last_seq} of {page['last_seq']}")
        for entry in early:
            self._see(entry)

    def _take(self, raw: str | bytes) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(raw)
        if frame["type"] == "ack":
            self.acked[frame["client_id"]] = frame["seq"]
            self.unacked = [message for message in self.unacked if message[0] != frame["client_id"]]
        elif frame["type"] == "entry" and frame["lane"] == "public":
            self._see(frame)
        return frame

    def _see(self, entry: dict[str, Any]) -> None:
        seq, client_id, text = entry["seq"], entry["client_id"], entry["text"]
        if seq > self.last_seq + 1:
            self.faults.append(f"saw {seq} after {self.last_seq}")
        if seq in self.seen:
            if self.seen[seq][0] != client_id:
                self.faults.append(f"place {seq} changed")
            return
        self.seen[seq] = (client_id, text)
        if (event := entry.get("event")) and event["name"] == "amended":
            self._see_amended(event["seq"], seq, text)

    def _see_amended(self, place: int, by: int, text: str) -> None:
        if text:
            self.seen[place] = (self.seen[place][0], text)
        for earlier in self._edits.setdefault(place, []):
            self.seen[earlier] = (self.seen[earlier][0], "")
        self._edits[place].append(by)

    @property
    def last_seq(self) -> int:
        return len(self.seen)


def customer_greeting(token: str) -> Greet:
    async def greet(node: LiveNode) -> Greeting:
        return "/ws/customer", {"type": "hello", "ref": 0, "token": token}, {}

    return greet


def agent_greeting(agent: Agent) -> Greet:
    """Of one login; every connection brings a new ticket."""
    browser = Client()
    browser.force_login(agent.user)
    login = str(browser.session.session_key)

    def issue() -> str:
        try:
            return issue_ticket(agent=agent, login_session_key=login)
        except Error:
            connection.close()
            raise

    async def greet(node: LiveNode) -> Greeting:
        options = {"origin": node.http(""), "additional_headers": {"Cookie": f"sessionid={login}"}}
        return "/ws/agent", {"type": "hello", "ref": 0, "ticket": await sync_to_async(issue)()}, options

    return greet
