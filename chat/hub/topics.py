"""Addresses on the bus, and what travels to them."""

from typing import NamedTuple
from uuid import UUID

from chat.protocol.base import Lane

FLOOR = "floor"
"""What every connected agent hears."""


class Envelope(NamedTuple):
    """A ready-to-send frame for everybody who listens to `topic`. `seq` is its place there; 0: none, never stored."""

    topic: str
    seq: int
    frame: bytes


QUEUES = "queue:"


def queue_topic(queue: UUID | None) -> str:
    """The agents who staff a queue listen here; None: what no queue holds, for every agent."""
    return FLOOR if queue is None else f"{QUEUES}{queue}"


def lane_topic(chat_session: UUID, lane: Lane) -> str:
    """Who may read a lane of a chat session listens here."""
    return f"{lane}:{chat_session}"


def lane_of_topic(topic: str) -> tuple[UUID, Lane] | None:
    """The other way round; None for topics that carry no entries."""
    lane, _, chat_session = topic.partition(":")
    match lane:
        case "public":
            return UUID(chat_session), "public"
        case "staff":
            return UUID(chat_session), "staff"
    return None


def customer_topic(customer: UUID) -> str:
    """All of one customer's connections."""
    return f"customer:{customer}"


def agent_topic(agent: UUID) -> str:
    """All of one agent's connections."""
    return f"agent:{agent}"
