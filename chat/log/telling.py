"""A stored entry on its way to its readers."""

from chat.hub.topics import Envelope, lane_topic, queue_topic
from chat.log.drafts import Draft, Stored, entry_of
from chat.protocol.base import encode


def entry_envelopes(draft: Draft, stored: Stored) -> list[Envelope]:
    """For who follows the lane; what is said while nobody answers, the agents of its queue hear too."""
    frame = encode(entry_of(draft, stored))
    told = [Envelope(lane_topic(draft.chat_session, draft.lane), stored.seq, frame)]
    if stored.waits and draft.lane == "public":
        told.append(Envelope(queue_topic(stored.queue), 0, frame))
    return told
