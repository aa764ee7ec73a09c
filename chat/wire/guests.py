"""The customers connected to a node: what the bus may have kept from them, and whose token was revoked."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from chat.db import in_db
from chat.hub.connection import Connection
from chat.node import Node, NodeService
from chat.protocol.base import encode
from chat.protocol.frames import ChatSessionOpened
from chat.protocol.refusals import CloseCode
from chat.services.chat_sessions import changed_since
from chat.services.identify import dead_tokens, hiding_sites

MARGIN = timedelta(seconds=10)
"""For servers' clocks that differ, and for what was committed some time after it was opened."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose connection it is, by which token, and of which site."""

    customer: UUID
    token_sha256: str
    site: UUID


class Guests(NodeService):
    """Each connected customer, looked after with every position check."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._guests: dict[Connection, Guest] = {}
        self._hiding: frozenset[UUID] = frozenset()
        self._asked_at = 0.0
        now = timezone.now()
        self._checked_at = deque([now, now], maxlen=2)

    def join(self, connection: Connection, guest: Guest) -> None:
        self._guests[connection] = guest

    def leave(self, connection: Connection) -> None:
        self._guests.pop(connection, None)

    def may_be_peeked_at(self, site: UUID, *, told_at: float) -> bool:
        """Whether what a customer is typing may be shown, who was told so at this time of the loop.

        False within one position check of the site's change of mind.
        """
        return site not in self._hiding or told_at > self._asked_at

    async def check_position(self) -> None:
        """End the connections of dead tokens, tell again of chat sessions opened lately, and look which sites show
        what is being typed, in one query each.

        That event stands in no lane, so no gap shows that it was lost, or that it came between the read of
        `welcome` and the subscription.
        """
        now = timezone.now()
        if not self._guests:
            self._hiding = frozenset()
        else:
            await self._end_revoked()
            sites = {guest.site for guest in self._guests.values()}
            asked_at = self.node.loop.time()
            self._hiding, self._asked_at = await in_db(hiding_sites, sites), asked_at
            await self._tell_changed(since=self._checked_at[0] - MARGIN)
        self._checked_at.append(now)

    async def _end_revoked(self) -> None:
        dead = await in_db(dead_tokens, list({guest.token_sha256 for guest in self._guests.values()}))
        for connection, guest in list(self._guests.items()):
            if guest.token_sha256 in dead:
                connection.end(CloseCode.REVOKED)

    async def _tell_changed(self, *, since: datetime) -> None:
        customers = {guest.customer for guest in self._guests.values()}
        changed = await in_db(changed_since, customers=list(customers), since=since)
        frames = {
            customer: encode(ChatSessionOpened(chat_session=state)) for customer, state in changed.items()
        }
        for connection, guest in list(self._guests.items()):
            if guest.customer in frames:
                connection.push(frames[guest.customer])
