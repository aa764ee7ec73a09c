"""What happened in a chat session, in words."""

from uuid import UUID

import pytest
from msgspec import to_builtins

from chat.protocol.log_events import (
    AmendedEvent,
    Assigned,
    Closed,
    IdleWarned,
    Joined,
    LeftMessage,
    Opened,
    Parted,
    Reopened,
    Requeued,
    Sender,
    Transferred,
)
from history.lines import event_words
from tests.history.build import T0

MIA = Sender(kind="agent", id=UUID(int=1), name="Mia")
LEO = Sender(kind="agent", id=UUID(int=2), name="Leo")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Opened(), "Chat opened"),
        (Assigned(agent=MIA), "Assigned to Mia"),
        (Transferred(by=MIA, agent=LEO), "Mia transferred this chat to Leo"),
        (Transferred(by=MIA, group="Deliveries"), "Mia transferred this chat to Deliveries"),
        (Transferred(by=LEO, agent=LEO), "Leo took over this chat"),
        (Requeued(reason="agent_gone"), "Back in the queue: the agent lost the connection"),
        (Requeued(reason="given_back"), "Given back to the queue"),
        (Requeued(reason="overflow"), "Moved to another queue: the wait was too long"),
        (Joined(agent=LEO), "Leo joined"),
        (Parted(agent=LEO), "Leo left"),
        (IdleWarned(closes_at=T0), "The customer was silent and asked whether they are still there"),
        (LeftMessage(), "Nobody was available: left as a message"),
        (Reopened(), "The customer wrote again: the chat went on"),
        (Closed(by="customer"), "Closed by the customer"),
        (Closed(by="agent"), "Closed by the agent"),
        (Closed(by="system", reason="idle"), "Closed because the customer was silent"),
        (Closed(by="system"), "Closed automatically"),
    ],
)
def test_every_event_is_said_in_words(event, words):
    assert event_words(to_builtins(event)) == words


@pytest.mark.parametrize(
    ("how", "words"), [("edited", "Mia edited a message"), ("recalled", "Mia recalled a message")]
)
def test_what_was_amended_says_by_whom(how, words):
    assert event_words(to_builtins(AmendedEvent(seq=3, how=how)), by="Mia") == words


def test_an_event_that_nobody_knows_keeps_its_name():
    assert event_words({"name": "sung"}) == "sung"
