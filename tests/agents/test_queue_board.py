"""Places in the queue, told to who waits: one query and one frame for each change, however many wait."""

import json
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest
from asgiref.sync import sync_to_async

from agents.models import Routing
from agents.queue_board import PLACES, Line, QueueBoard, place_of, read_line, tell_places
from chat.bus.publish import attach_node
from chat.hub.connection import PolledConnection
from chat.hub.topics import Envelope, customer_topic
from chat.models import ChatSession
from chat.ports import PlaceInLine
from chat.services.chat_sessions import close_chat_session
from tests.agents.build import group, opened, present
from tests.chat.build import node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)


def line(order: list[tuple[int, int]], at: int = 0, of: int = 1) -> Envelope:
    pairs = [(UUID(int=talk), UUID(int=of)) for talk, of in order]
    told = Line(UUID(int=of), datetime(2026, 3, 2, 9, 0, at, tzinfo=UTC), pairs, 0, 0)
    return Envelope(PLACES, 0, msgspec.json.encode(told))


class Tab(PolledConnection):
    def heard(self) -> list[tuple[int, int | None]]:
        frames, self.frames = [json.loads(frame) for frame in self.frames], []
        return [(UUID(f["chat_session"]).int, f["place"]) for f in frames]


async def test_who_waits_is_told_their_place_when_it_changes_and_when_they_wait_no_more():
    async with node_in_memory() as node:
        node.service(QueueBoard)
        ada, bob = Tab(), Tab()
        node.hub.subscribe(customer_topic(UUID(int=11)), ada)
        node.hub.subscribe(customer_topic(UUID(int=12)), bob)
        node.hub.deliver([line([(1, 11), (2, 12), (3, 13)])])
        assert (ada.heard(), bob.heard()) == ([(1, 1)], [(2, 2)])
        node.hub.deliver([line([(1, 11), (2, 12)], at=1)])
        assert (ada.heard(), bob.heard()) == ([], [])
        node.hub.deliver([line([(2, 12)], at=2)])
        assert (ada.heard(), bob.heard()) == ([(1, None)], [(2, 1)])
        node.hub.deliver([line([(1, 11), (2, 12)], at=1)])
        assert (ada.heard(), bob.heard()) == ([], [])


def test_a_queue_is_read_in_its_order_with_one_query(django_assert_num_queries):
    front = group()
    talks = [opened(str(n)) for n in range(3)]
    Routing.objects.filter(pk=talks[2].pk).update(order_at=talks[0].opened_at.replace(year=2000))
    with django_assert_num_queries(1):
        found = read_line(front.id)
    assert [pk for pk, _ in found.order] == [talks[2].id, talks[0].id, talks[1].id]


async def test_places_that_the_bus_lost_are_found_again_in_the_database():
    talks = await sync_to_async(_three_wait)()
    async with node_in_memory() as node:
        board, ada = node.service(QueueBoard), Tab()
        node.hub.subscribe(customer_topic(talks[1].customer_id), ada)
        await board.check_position()
        assert ada.heard() == [(talks[1].id.int, 2)]
        await board.check_position()
        assert ada.heard() == []
        await sync_to_async(close_chat_session)(chat_session=talks[0].id, by="customer")
        await board.check_position()
        assert ada.heard() == [(talks[1].id.int, 1)]
        await sync_to_async(close_chat_session)(chat_session=talks[1].id, by="customer")
        await board.check_position()
        assert ada.heard() == [(talks[1].id.int, None)]


def _three_wait() -> list[ChatSession]:
    group()
    return [opened(str(n)) for n in range(3)]


async def test_who_moves_on_to_another_queue_hears_their_place_there_whichever_is_told_first():
    async with node_in_memory() as node:
        node.service(QueueBoard)
        ada = Tab()
        node.hub.subscribe(customer_topic(UUID(int=11)), ada)
        node.hub.deliver([line([(1, 11)])])
        node.hub.deliver([line([(2, 12), (1, 11)], of=2)])
        node.hub.deliver([line([], at=1)])
        assert ada.heard() == [(1, 1), (1, 2)]


def test_the_place_of_one_and_of_one_that_waits_no_more(django_assert_num_queries):
    group()
    present(capacity=0)
    talks = [opened(str(n)) for n in range(3)]
    with django_assert_num_queries(1):
        assert place_of(talks[1].id) == PlaceInLine(2, None)
    close_chat_session(chat_session=talks[0].id, by="customer")
    assert [place_of(talk.id) for talk in talks] == [None, PlaceInLine(1, None), PlaceInLine(2, None)]


def test_a_change_costs_one_query_and_one_frame_however_many_wait(django_assert_num_queries):
    front = group()
    for n in range(5):
        opened(str(n))
    told: list[Envelope] = []
    attach_node(told.extend)
    try:
        with django_assert_num_queries(1):
            tell_places(front.id)
    finally:
        attach_node(None)
    assert [envelope.topic for envelope in told] == [PLACES]


def test_asking_for_ones_place_reads_no_more_than_that_place(django_assert_num_queries):
    front = group()
    talks = [opened(str(n)) for n in range(4)]
    since = Routing.objects.get(pk=talks[1].pk).order_at
    Routing.objects.filter(pk__in=[each.pk for each in talks[1:3]]).update(order_at=since)  # ids decide
    line = [pk for pk, _ in read_line(front.id).order]
    with django_assert_num_queries(1) as asked:
        place_of(talks[0].id)
    assert "json_agg" not in asked[0]["sql"]
    assert [place_of(pk) for pk in line] == [PlaceInLine(n, None) for n in (1, 2, 3, 4)]
