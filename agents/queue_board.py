"""The queue's places, told to who waits.

Whoever changes a queue tells every node its whole order in one frame; each node works out what changed for the
customers it holds. So a change costs at most one query and one frame, however many wait.
"""

import asyncio
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection, transaction
from msgspec import Struct

from agents.hearing import Ear
from agents.models import Routing, Stage
from agents.rules.estimate import wait_estimate
from agents.soon import Soon
from chat.bus.publish import publish
from chat.db import in_db
from chat.hub.topics import Envelope, customer_topic
from chat.node import Node, NodeService
from chat.ports import PlaceInLine
from chat.protocol.base import encode
from chat.wire.customer import place_frame

PLACES = "places"
RATE_WINDOW_SECONDS = 1800

PACE = """
    (
        SELECT count(*) FROM agents_routing r
        WHERE r.group_id = g.id
            AND r.answered_at > statement_timestamp() - make_interval(secs => %(window)s)
    ),
    (
        SELECT count(*) FROM agents_agent a
        WHERE a.status = 'online' AND a.connected_until > statement_timestamp() AND (
            g.for_everyone
            OR EXISTS (SELECT 1 FROM agents_membership m WHERE m.agent_id = a.id AND m.group_id = g.id)
        )
    )
"""
ORDER = f"""
SELECT statement_timestamp(),
    coalesce((
        SELECT json_agg(json_build_array(r.chat_session_id, s.customer_id) ORDER BY r.order_at, r.chat_session_id)
        FROM agents_routing r JOIN chat_chatsession s ON s.id = r.chat_session_id
        WHERE r.group_id = g.id AND r.stage IN ('waiting', 'offered')
    ), '[]'::json)::text,
    {PACE}
FROM agents_skillgroup g WHERE g.id = %(group)s
"""  # noqa: S608 – two constants
PLACE = f"""
SELECT (
        SELECT count(*) FROM agents_routing r
        WHERE r.group_id = g.id AND r.stage IN ('waiting', 'offered')
            AND (r.order_at, r.chat_session_id) <= (mine.order_at, mine.chat_session_id)
    ),
    {PACE}
FROM agents_routing mine JOIN agents_skillgroup g ON g.id = mine.group_id
WHERE mine.chat_session_id = %(chat_session)s AND mine.stage IN ('waiting', 'offered')
"""  # noqa: S608 – two constants


class Line(Struct, frozen=True):
    """One group's queue at one instant: chat session and customer, in order."""

    group: UUID
    at: datetime
    order: list[tuple[UUID, UUID]]
    answered: int
    staffed: int

    def place(self, number: int) -> PlaceInLine:
        return _place(number, self.answered, self.staffed)


def _place(number: int, answered: int, staffed: int) -> PlaceInLine:
    wait = wait_estimate(
        place=number,
        answered=answered,
        window_seconds=RATE_WINDOW_SECONDS,
        agents_free_to_answer=staffed,
    )
    return PlaceInLine(number, wait)


def queue_changed(group_id: UUID) -> None:
    """Tell who waits in this queue their places, soon after the running transaction is committed."""
    transaction.on_commit(lambda: NEWS.changed(group_id), robust=True)


def tell_places(group_id: UUID) -> None:
    """Tell every node the order of a queue."""
    publish([Envelope(PLACES, 0, msgspec.json.encode(read_line(group_id)))])


NEWS = Soon(tell_places, name="places", pause_seconds=0.2, lull_seconds=0.05)


def read_line(group_id: UUID) -> Line:
    """A queue in its order, and how fast it moves; one query."""
    with connection.cursor() as cursor:
        cursor.execute(ORDER, {"group": group_id, "window": RATE_WINDOW_SECONDS})
        at, order, answered, staffed = cursor.fetchone()
    return Line(group_id, at, msgspec.json.decode(order, type=list[tuple[UUID, UUID]]), answered, staffed)


def groups_in_line() -> set[UUID]:
    """Groups for which somebody waits."""
    waiting = Routing.objects.filter(stage__in=[Stage.WAITING, Stage.OFFERED])
    return set(waiting.order_by().values_list("group", flat=True).distinct())


def place_of(chat_session_id: UUID) -> PlaceInLine | None:
    """Where one chat session stands; None while it does not wait."""
    with connection.cursor() as cursor:
        cursor.execute(PLACE, {"chat_session": chat_session_id, "window": RATE_WINDOW_SECONDS})
        found = cursor.fetchone()
    return None if found is None else _place(*found)


class QueueBoard(NodeService):
    """Tells this node's waiting customers where they stand, when it changed."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._told: dict[UUID, dict[UUID, tuple[UUID, PlaceInLine]]] = {}  # by group, then chat session
        self._at: dict[UUID, datetime] = {}
        node.hub.subscribe(PLACES, Ear(lambda frame: self.hear(msgspec.json.decode(frame, type=Line))))

    def hear(self, line: Line) -> None:
        """Tell whom it concerns. A line older than the last one told is dropped."""
        if self._at.get(line.group, line.at) > line.at:
            return
        self._at[line.group] = line.at
        before, now = self._told.get(line.group, {}), {}
        told: list[Envelope] = []
        for number, (chat_session, customer) in enumerate(line.order, start=1):
            if customer_topic(customer) not in self.node.hub.topics:
                continue
            place = line.place(number)
            now[chat_session] = (customer, place)
            if before.get(chat_session) != (customer, place):
                told.append(_envelope(chat_session, customer, place))
        self._told[line.group] = now
        # What waits in another queue now is told its place there.
        elsewhere = {each for places in self._told.values() for each in places}
        told += [_envelope(gone, before[gone][0], None) for gone in before.keys() - elsewhere]
        self.node.hub.deliver(told)

    async def stop(self) -> None:
        await asyncio.to_thread(NEWS.close)

    async def check_position(self) -> None:
        """Places that the bus may have lost; one query, and one for each queue."""
        told = {group for group, places in self._told.items() if places}
        for group in told | await in_db(groups_in_line):
            self.hear(await in_db(read_line, group))


def _envelope(chat_session: UUID, customer: UUID, place: PlaceInLine | None) -> Envelope:
    return Envelope(customer_topic(customer), 0, encode(place_frame(None, chat_session, place)))
