"""Which agents hear of a chat session: those of its queue, and whoever answers or helps in it."""

from collections.abc import Collection, Iterable
from uuid import UUID

import msgspec
from msgspec import Struct

from chat.hub.topics import Envelope, agent_topic, queue_topic
from chat.models import ChatSession

AUDIENCES = "audiences"


class Audience(Struct, frozen=True):
    """Who may see a chat session, by the topics that they listen to."""

    chat_session: UUID
    topics: set[str]


def topics_of(*, queue: UUID | None, agents: Iterable[UUID | None]) -> set[str]:
    """Where its news are heard."""
    return {queue_topic(queue), *(agent_topic(each) for each in agents if each is not None)}


def audience_envelopes(chat_session_ids: Collection[UUID]) -> list[Envelope]:
    """For every node: who may see these chat sessions now. One query."""
    rows = ChatSession.objects.filter(pk__in=chat_session_ids).values_list(
        "id", "queue_id", "responsible_id", "participant_ids"
    )
    return [
        Envelope(
            AUDIENCES, 0, msgspec.json.encode(Audience(pk, topics_of(queue=queue, agents=[mine, *helpers])))
        )
        for pk, queue, mine, helpers in rows
    ]
