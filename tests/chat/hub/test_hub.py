import asyncio

from chat.hub.connection import Connection
from chat.hub.hub import Hub
from chat.hub.topics import Envelope
from chat.protocol.refusals import CloseCode


class Listener(Connection):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[bytes] = []

    def push(self, frame: bytes) -> None:
        self.heard.append(frame)

    def end(self, code: CloseCode) -> None:
        raise AssertionError(code)


class Room:
    """A hub without patience, what it asked to have filled, and a listener who has read up to `read`."""

    def __init__(self, read: int | None = 0) -> None:
        self.asked: list[list[str]] = []
        self.hub = Hub(self.asked.append, patience_seconds=0)
        self.listener = Listener()
        self.hub.join(self.listener)
        self.hub.subscribe("t", self.listener)
        if read is not None:
            self.hub.settle("t", read)

    def deliver(self, *seqs: int, topic: str = "t") -> None:
        self.hub.deliver([Envelope(topic, seq, b"%d" % seq) for seq in seqs])


async def next_turns() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_entries_are_passed_on_in_order():
    room = Room()
    room.deliver(1, 2, 3)
    assert room.listener.heard == [b"1", b"2", b"3"]


async def test_repeats_are_dropped():
    room = Room()
    room.deliver(1, 2, 1, 2, 2, 3)
    room.deliver(3)
    assert room.listener.heard == [b"1", b"2", b"3"]


async def test_what_was_read_already_is_not_told_again():
    room = Room(read=5)
    room.deliver(4, 5, 6)
    assert room.listener.heard == [b"6"]


async def test_what_skips_ahead_waits_for_what_is_missing():
    room = Room()
    room.deliver(1, 3, 5, 4)
    assert room.listener.heard == [b"1"]
    room.deliver(2)
    assert room.listener.heard == [b"1", b"2", b"3", b"4", b"5"]


async def test_a_gap_that_stays_is_asked_to_be_filled_once():
    room = Room()
    room.deliver(2, 3)
    await next_turns()
    assert room.asked == [["t"]]
    room.deliver(1)
    assert room.listener.heard == [b"1", b"2", b"3"]


async def test_a_gap_that_closed_in_time_is_not_asked_for():
    room = Room()
    room.deliver(2)
    room.deliver(1)
    await next_turns()
    assert (room.asked, room.listener.heard) == ([], [b"1", b"2"])


async def test_nothing_of_a_topic_is_told_before_its_place_is_known():
    room = Room(read=None)
    room.deliver(7, 8, 9)
    assert room.listener.heard == []
    room.hub.settle("t", 7)
    assert room.listener.heard == [b"8", b"9"]


async def test_a_second_reader_does_not_move_the_place():
    room = Room()
    room.deliver(1, 2)
    second = Listener()
    room.hub.subscribe("t", second)
    room.hub.settle("t", 1)
    room.deliver(2, 3)
    assert (room.listener.heard, second.heard) == ([b"1", b"2", b"3"], [b"3"])


async def test_events_without_a_place_pass_at_once():
    room = Room(read=None)
    room.deliver(0, 0)
    assert room.listener.heard == [b"0", b"0"]


async def test_nobody_hears_other_topics():
    room = Room()
    room.deliver(1, topic="other")
    assert (room.listener.heard, list(room.hub.topics)) == ([], ["t"])


async def test_who_leaves_hears_nothing_and_is_forgotten():
    room = Room()
    room.hub.leave(room.listener)
    room.hub.leave(room.listener)
    room.deliver(1)
    assert room.listener.heard == []
    assert (room.hub.topics, room.hub.connections, room.listener.topics) == ({}, set(), set())


async def test_a_topic_lives_until_its_last_listener_left():
    room, second = Room(), Listener()
    room.hub.subscribe("t", second)
    room.hub.leave(room.listener)
    room.deliver(1)
    assert (second.heard, room.listener.heard) == ([b"1"], [])


async def test_behind_are_topics_that_the_database_is_ahead_of():
    room = Room(read=5)
    room.hub.subscribe("unsettled", room.listener)
    assert room.hub.behind({"t": 5, "unsettled": 9, "foreign": 9}) == []
    assert room.hub.behind({"t": 6, "unsettled": 9}) == ["t"]
