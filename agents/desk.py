"""What agents ask at their desk that is more than one service call."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from agents.canned import canned_cards
from agents.customers import customer_details
from agents.drafts import Drafts
from agents.finding import find
from agents.looking import Lookers
from agents.protocol import (
    AgentTyping,
    Amend,
    Canned,
    CustomerReply,
    Find,
    Found,
    GetCanned,
    GetCustomer,
    KeepDraft,
    Look,
)
from agents.services.amending import amend_by_agent
from agents.services.drafts import keep_draft
from agents.sight import takes_part
from chat.db import in_db
from chat.hub.topics import Envelope, lane_topic
from chat.protocol.base import Request, ServerFrame, encode
from chat.protocol.frames import Ok, TypingEvent
from chat.protocol.refusals import Refused
from chat.wire.conversation import ack

if TYPE_CHECKING:
    from agents.conversation import AgentConversation

Answer = Callable[["AgentConversation", Any], Awaitable[ServerFrame]]


async def keep(talk: "AgentConversation", frame: KeepDraft) -> ServerFrame:
    """Store it, and tell the agent's other connections."""
    await talk.refuse_unless_visible(frame.chat_session)
    at = await in_db(
        keep_draft,
        agent_id=talk.agent_id,
        chat_session_id=frame.chat_session,
        lane=frame.lane,
        text=frame.text,
    )
    talk.node.service(Drafts).tell(
        talk.agent_id,
        talk.connection,
        chat_session=frame.chat_session,
        lane=frame.lane,
        text=frame.text if frame.text.strip() else "",
        at=at,
    )
    return Ok(ref=frame.ref)


async def look(talk: "AgentConversation", frame: Look) -> ServerFrame:
    """Tell who follows it, and who looks who else does."""
    lookers = talk.node.service(Lookers)
    if frame.chat_session is not None:
        await talk.refuse_unless_visible(frame.chat_session)
        for event in lookers.others(frame.chat_session, talk.agent_id):
            talk.connection.push(encode(event))
    lookers.look(talk.console, talk.agent_id, talk.name, frame.chat_session)
    return Ok(ref=frame.ref)


async def typing(talk: "AgentConversation", frame: AgentTyping) -> ServerFrame:
    """Tell who follows the lane, and in any case the colleagues who look."""
    topic = lane_topic(frame.chat_session, frame.lane)
    if topic not in talk.connection.topics:  # only a followed chat session was proven to be theirs to see
        raise Refused("unknown")
    if frame.lane == "staff" or await in_db(
        takes_part, agent_id=talk.agent_id, chat_session_id=frame.chat_session
    ):
        event = TypingEvent(
            chat_session=frame.chat_session, who="agent", name=talk.name, on=frame.on, lane=frame.lane
        )
        talk.tell([Envelope(topic, 0, encode(event))])
    talk.node.service(Lookers).typing(talk.console, frame.chat_session, on=frame.on)
    return Ok(ref=frame.ref)


async def amend_message(talk: "AgentConversation", frame: Amend) -> ServerFrame:
    if frame.lane == "staff":  # in the public lane the log itself asks who is responsible
        await talk.refuse_unless_visible(frame.chat_session)
    try:
        stored = await in_db(
            amend_by_agent, chat_session_id=frame.chat_session, lane=frame.lane, seq=frame.seq,
            client_id=frame.client_id, text=frame.text, agent_id=talk.agent_id, agent_name=talk.name,
        )  # fmt: skip
    except Refused:
        await talk.refuse_unless_visible(frame.chat_session)  # why not is only for who may see it
        raise
    return ack(frame.ref, frame.chat_session, frame.client_id, stored)


async def customer(talk: "AgentConversation", frame: GetCustomer) -> ServerFrame:
    await talk.refuse_unless_visible(frame.chat_session)
    details = await in_db(customer_details, agent_id=talk.agent_id, chat_session_id=frame.chat_session)
    return CustomerReply(ref=frame.ref, chat_session=frame.chat_session, customer=details)


async def find_text(talk: "AgentConversation", frame: Find) -> ServerFrame:
    talk.node.gate.search(str(talk.agent_id))
    hits, more = await in_db(find, agent_id=talk.agent_id, text=frame.text, customer_id=frame.customer)
    return Found(ref=frame.ref, hits=hits, more=more)


async def canned(talk: "AgentConversation", frame: GetCanned) -> ServerFrame:
    return Canned(ref=frame.ref, replies=await in_db(canned_cards, talk.agent_id))


DESK: dict[type[Request], Answer] = {
    Amend: amend_message,
    KeepDraft: keep,
    Look: look,
    AgentTyping: typing,
    GetCustomer: customer,
    Find: find_text,
    GetCanned: canned,
}
