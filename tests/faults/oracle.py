"""The oracle: what was promised, held against what the database has and what everybody saw."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import sync_to_async
from django.db import Error, connection

from agents.models import Status
from chat.models import Message
from chat.services.identify import issue_token
from tests.chat.build import agent, chat_session, customer
from tests.faults.people import Person, agent_greeting, customer_greeting
from tests.live import LiveNode

SETTLE_SECONDS = 45.0
Row = tuple[int, str, str, Any]


@dataclass
class Workload:
    """Talks of one customer and one agent each, on several nodes."""

    nodes: list[LiveNode]
    people: list[Person] = field(default_factory=list)
    _lives: list[asyncio.Task[None]] = field(default_factory=list)
    _count: int = 0

    def begin(self) -> None:
        self._lives = [asyncio.create_task(person.live(self.nodes)) for person in self.people]

    def say(self, count: int = 1) -> None:
        """Everybody has so many more things to say."""
        for _ in range(count):
            self._count += 1
            for person in self.people:
                person.say(f"{self._count}")

    def amend(self) -> None:
        """Every agent has second thoughts about the last message that was acked."""
        self._count += 1
        for person in self.people:
            if person.amends_too:
                person.amend(f"{self._count}, on second thoughts")

    @property
    def all_acked(self) -> bool:
        self._raise_if_somebody_failed()
        return not any(person.unacked for person in self.people)

    def _raise_if_somebody_failed(self) -> None:
        for life in self._lives:
            if life.done():
                life.result()

    async def until_acked(self, limit_seconds: float = SETTLE_SECONDS) -> None:
        async with asyncio.timeout(limit_seconds):
            while not self.all_acked:
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        for life in self._lives:
            life.cancel()
        await asyncio.gather(*self._lives, return_exceptions=True)

    async def verdict(self) -> list[str]:
        """Every broken promise, once everything is acked and seen; empty when all were kept."""
        await self.until_acked()
        stored = await sync_to_async(_stored)()
        end = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < end and any(
            person.last_seq < len(stored[person.chat_session]) for person in self.people
        ):
            await asyncio.sleep(0.05)
        return [fault for person in self.people for fault in faults_of(person, stored[person.chat_session])]


def faults_of(person: Person, rows: list[Row]) -> list[str]:
    """Lost, doubled, reordered, with gaps, or seen otherwise than stored."""
    found = list(person.faults)
    if [seq for seq, *_ in rows] != list(range(1, len(rows) + 1)):
        found.append(f"gaps: {[seq for seq, *_ in rows]}")
    mine = [(client_id, text) for _, client_id, text, sender in rows if sender == person.sender]
    if mine != person.reads:
        lost, more = set(person.reads) - set(mine), len(mine) - len(set(mine))
        found.append(f"lost {sorted(lost)}, doubled {more}, or reordered: {mine[:10]}…")
    places = {client_id: seq for seq, client_id, _, sender in rows if sender == person.sender}
    if places != person.acked:
        found.append("acked at another place than stored")
    if person.seen != {seq: (client_id, text) for seq, client_id, text, _ in rows}:
        found.append(f"saw {person.last_seq} of {len(rows)}, or other things than are stored")
    return found


def _stored() -> dict[str, list[Row]]:
    try:
        rows = list(
            Message.objects.filter(lane="public")
            .order_by("chat_session", "seq")
            .values_list("chat_session", "seq", "client_id", "text", "sender_id")
        )
    except Error:  # PostgreSQL was restarted under us
        connection.close()
        return _stored()
    found: dict[str, list[Row]] = {}
    for talk, seq, client_id, text, sender in rows:
        found.setdefault(str(talk), []).append((seq, str(client_id), text, sender))
    return found


def _people(talks: int) -> list[Person]:
    mia = agent("mia", status=Status.AWAY)
    greets, people = agent_greeting(mia), []
    for number in range(talks):
        ada = customer(f"Ada {number}")
        talk = chat_session(ada, responsible=mia.id)
        people.append(Person(talk.id, customer_greeting(issue_token(customer=ada)), ada.id))
        people.append(Person(talk.id, greets, mia.id, amends_too=True))
    return people


@asynccontextmanager
async def workload(nodes: list[LiveNode], talks: int = 6) -> AsyncIterator[Workload]:
    """Everybody is connected from the start, and gone at the end."""
    load = Workload(nodes, await sync_to_async(_people)(talks))
    load.begin()
    try:
        load.say()
        await load.until_acked()
        yield load
    finally:
        await load.end()
        await sync_to_async(lambda: connection.close())()


async def until(holds: Callable[[], bool], limit_seconds: float = 30.0) -> None:
    async with asyncio.timeout(limit_seconds):
        while not holds():
            await asyncio.sleep(0.01)
