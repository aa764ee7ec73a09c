"""A shift at one node, with everything that people do in it: by frames for agents, by services for customers.

What is refused changes nothing, so that any deed may be tried at any time.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from agents.clock import database_now
from agents.models import Agent, Offer
from agents.services import silence
from agents.services.absence import begin_absence, end_absence
from agents.services.offers import expire_due
from chat.db import in_db
from chat.models import SAID, ChatSession, Message
from chat.node import Node
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import close_chat_session, leave_message, mark_read, open_chat_session
from tests.agents.build import group, oversees, present
from tests.agents.desks import Desk, seated
from tests.agents.replay import Recording
from tests.chat.build import customer, said

CUSTOMERS = ("ada", "bob", "cyd")
AGENTS = ("mia", "leo", "zoe", "sam")
LONG: dict[str, Any] = {
    "offer_seconds": 900,
    "wrap_up_seconds": 900,
    "warn_idle_seconds": 60,
    "close_idle_seconds": 900,
}


class Shift:
    """Mia and Leo staff the front desk, Zoe the deliveries too; Sam oversees both."""

    def __init__(self, node: Node) -> None:
        self.node, self.recording = node, Recording(node)
        self.desks: dict[str, Desk] = {}
        self.phones: dict[str, Desk] = {}

    async def begin(self) -> None:
        self.ids, agents = await in_db(_begin)
        for name, who in agents.items():
            login = await in_db(_logs_in, who)
            self.desks[name] = await self.recording.seat(name, who, login)
            self.phones[name] = await seated(self.node, who, login=login)

    async def do(self, deed: str, *who: Any) -> None:
        """One step of the recording."""
        with suppress(Refused):
            await getattr(self, deed)(*who)
        await self.recording.step(" ".join(map(str, (deed, *who))))

    # ------------------------------------------------------------ customers

    async def opens(self, who: str) -> None:
        await in_db(open_chat_session, customer_id=self.ids[who])

    async def leaves_message(self, who: str) -> None:
        words: dict[str, Any] = {"text": "call me", "name": "", "email": "", "language": ""}
        await in_db(leave_message, customer_id=self.ids[who], client_id=uuid4(), **words)

    async def writes(self, who: str) -> None:
        await self.node.log.append(said(await self._talk(who), f"{who} asks", sender_name=who))

    async def reads(self, who: str) -> None:
        talk = await self._talk(who)
        await in_db(mark_read, chat_session=talk.id, seq=talk.public_seq, customer=talk.customer_id)

    async def ends(self, who: str) -> None:
        talk = await self._talk(who)
        await in_db(close_chat_session, chat_session=talk.id, by="customer")

    # ------------------------------------------------------------ agents

    async def asks(self, name: str, type_: str, who: str, **more: Any) -> None:
        talk = await self._talk(who)
        await self.desks[name].ask(type_, chat_session=str(talk.id), **more)

    async def answers(self, name: str, who: str, lane: str = "public") -> None:
        await self.asks(name, "send", who, client_id=str(uuid4()), text=f"{name} answers", lane=lane)
        await self.drafts(name, who, "", lane)  # as the page that sends it does by itself

    async def edits(self, name: str, who: str, lane: str = "public") -> None:
        await self._amends(name, who, lane, "on second thoughts")

    async def recalls(self, name: str, who: str, lane: str = "public") -> None:
        await self._amends(name, who, lane, None)

    async def has_read(self, name: str, who: str) -> None:
        await self.asks(name, "read", who, seq=(await self._talk(who)).public_seq)

    async def tags(self, name: str, who: str) -> None:
        await self.asks(name, "set_tags", who, tags=[f"by {name}"])

    async def calls(self, name: str, who: str, colleague: str) -> None:
        mentions = [str(self.ids[colleague])]
        await self.asks(
            name, "send", who, client_id=str(uuid4()), text="look", lane="staff", mentions=mentions
        )

    async def saw_call(self, name: str, who: str) -> None:
        await self.asks(name, "saw_mentions", who)

    async def drafts(self, name: str, who: str, text: str, lane: str = "public") -> None:
        """On another device, which is not recorded: the one on which it is written is not told."""
        talk, phone = await self._talk(who), self.phones[name]
        await phone.ask("draft", chat_session=str(talk.id), lane=lane, text=text)

    async def invites(self, name: str, who: str, helper: str) -> None:
        await self.asks(name, "invite", who, agent=str(self.ids[helper]))

    async def passes_on(self, name: str, who: str, to: str, ask: bool = False) -> None:
        where = "group" if to == "deliveries" else "agent"
        await self.asks(name, "transfer", who, **{where: str(self.ids[to])}, ask=ask)

    async def assigns(self, name: str, who: str, to: str) -> None:
        await self.asks(name, "assign", who, agent=str(self.ids[to]))

    async def answers_offer(self, name: str, answer: str) -> None:
        live = await in_db(lambda: Offer.objects.filter(agent=self.ids[name], outcome=None).first())
        if live is not None:
            await self.desks[name].ask(answer, offer=str(live.id))

    async def becomes(self, name: str, status: str) -> None:
        await self.desks[name].ask("set_status", status=status, open_ones="keep")

    async def _amends(self, name: str, who: str, lane: str, text: str | None) -> None:
        """The last thing that they said there."""
        talk = await self._talk(who)
        own = Message.objects.filter(chat_session=talk, lane=lane, sender_id=self.ids[name], kind__in=SAID)
        last = await in_db(lambda: own.order_by("-seq").first())
        place = {"lane": lane, "seq": last.seq if last else 0, "client_id": str(uuid4())}
        await self.asks(name, "amend", who, **place, text=text)

    # ------------------------------------------------------------ what happens by itself

    async def ring_in_vain(self) -> None:
        over = timezone.now() - timedelta(seconds=1)
        await in_db(lambda: Offer.objects.filter(outcome=None).update(deadline=over))
        await in_db(expire_due)

    async def drops_out(self, name: str) -> None:
        await in_db(begin_absence, agent_id=self.ids[name])

    async def comes_back(self, name: str) -> None:
        await in_db(end_absence, agent_id=self.ids[name])

    async def silence(self, minutes: int) -> None:
        """So much later nothing more has been said."""
        with patch.object(silence, "database_now", lambda: database_now() + timedelta(minutes=minutes)):
            await in_db(silence.look_at_silent)

    async def _talk(self, who: str) -> ChatSession:
        latest = ChatSession.objects.filter(customer=self.ids[who]).order_by("-opened_at")
        found = await in_db(lambda: latest.first())
        if found is None:
            raise Refused("unknown")
        return found


def _logs_in(who: Agent) -> str:
    """A login that the node's check finds again."""
    browser = Client()
    browser.force_login(who.user)
    return str(browser.session.session_key)


def _begin() -> tuple[dict[str, UUID], dict[str, Agent]]:
    front, deliveries = group(**LONG), group("Deliveries", **LONG)
    crew = {name: present(name, groups={deliveries: 1} if name == "zoe" else {}) for name in AGENTS}
    oversees(crew["sam"], front, deliveries)
    people = {name: customer(name).id for name in CUSTOMERS}
    ids = {name: each.id for name, each in crew.items()}
    return {**people, **ids, "deliveries": deliveries.id}, crew
