"""What agents ask while they work at their desk: what it remembers, who looks, and what is to be found."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from chat.protocol.base import MAX_TEXT_CHARS, Lane, Request, Seq, Text


class Amend(Request, frozen=True, tag="amend", kw_only=True):
    """Let a message of one's own say something else, or with `text` null, take back it and what is attached. → `ack`
    of the entry with the event `amended`, which everybody gets who reads the lane; as for `send`, a resend is harmless

    Within `amend_seconds` of the workspace. Refused: `unknown` (no such message), `forbidden` (another's, too old),
    `closed`, `stale` (it was recalled already)."""

    chat_session: UUID
    lane: Lane
    seq: Seq
    client_id: UUID
    text: Text | None


class KeepDraft(Request, frozen=True, tag="draft", kw_only=True):
    """What stands unsent in the box of one lane of a chat session; no text forgets it, and so does sending. → `ok`

    Send it a moment after the typing stops. The agent's other connections hear it."""

    chat_session: UUID
    lane: Lane
    text: Annotated[str, Meta(max_length=MAX_TEXT_CHARS)]


class Look(Request, frozen=True, tag="look", kw_only=True):
    """This chat session is on the agent's screen, or with null none is; repeat every 15 s while so. → `ok`

    Who else looks at it is told at once, and from then on to who follows its staff lane."""

    chat_session: UUID | None


class GetCustomer(Request, frozen=True, tag="get_customer", kw_only=True):
    """What is known of the customer of a chat session. → `customer`"""

    chat_session: UUID


class Find(Request, frozen=True, tag="find", kw_only=True):
    """What was said: in the chat sessions that the agent takes part in or that wait in their queues, or with
    `customer` in all of that customer's that the agent may read. → `found`

    Refused: `unavailable` when it takes too long; `too_fast`."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    customer: UUID | None = None


class SawMentions(Request, frozen=True, tag="saw_mentions", kw_only=True):
    """The agent saw where they were mentioned in a chat session. → `ok`, and a `mentions_seen` to all their consoles"""

    chat_session: UUID


class GetCanned(Request, frozen=True, tag="get_canned", kw_only=True):
    """The canned replies that this agent may use. → `canned`"""


class UsedCanned(Request, frozen=True, tag="used_canned", kw_only=True):
    """A canned reply was put into a message: it is counted. → `ok`"""

    reply: UUID


DeskRequest = Amend | KeepDraft | Look | GetCustomer | Find | SawMentions | GetCanned | UsedCanned
