"""What customers may ask."""

from uuid import UUID

from chat.db import in_db
from chat.hub.connection import Connection
from chat.hub.topics import Envelope, customer_topic, lane_topic
from chat.log.drafts import Draft
from chat.node import Node
from chat.ports import PlaceInLine
from chat.protocol.base import MAX_TEXT_CHARS, Request, ServerFrame, encode
from chat.protocol.decode import Decoder
from chat.protocol.frames import (
    Ack,
    CloseChatSession,
    CustomerRequest,
    Desk,
    GetDesk,
    GetPlace,
    GetState,
    LeaveMessage,
    Ok,
    OpenChatSession,
    OpenedReply,
    Place,
    Read,
    Resume,
    Send,
    Typing,
    TypingEvent,
    WaitEstimate,
    Welcome,
)
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import (
    admission,
    close_chat_session,
    leave_message,
    mark_read,
    open_chat_session,
    place_in_line,
)
from chat.services.identify import Identified
from chat.wire.conversation import Conversation

HEARTBEAT_SECONDS = 25


class CustomerConversation(Conversation):
    """One connection of one customer. They see their own chat sessions' public lane and nothing else."""

    decoder = Decoder(CustomerRequest)
    messages = (Send, LeaveMessage)

    def __init__(self, node: Node, connection: Connection, who: Identified) -> None:
        super().__init__(node, connection, who.customer.id)
        self.customer_id: UUID = who.customer.id
        self.customer_name = who.customer.name
        self.token_sha256 = who.token_sha256
        node.hub.subscribe(customer_topic(self.customer_id), connection)

    async def answer(self, frame: Request) -> ServerFrame:
        match frame:
            case Send():
                stored = await self.node.log.append(self._draft(frame))
                return Ack(
                    ref=frame.ref,
                    chat_session=frame.chat_session,
                    client_id=frame.client_id,
                    seq=stored.seq,
                    at=stored.at,
                )
            case Resume():
                if frame.lane != "public":
                    raise Refused("unknown")
                return await self.follow(
                    frame.ref, frame.chat_session, "public", frame.after_seq, self.customer_id
                )
            case Typing():
                return self._typing(frame)
            case Read():
                await in_db(
                    mark_read, chat_session=frame.chat_session, seq=frame.seq, customer=self.customer_id
                )
                return Ok(ref=frame.ref)
            case OpenChatSession():
                state = await in_db(open_chat_session, customer_id=self.customer_id, language=frame.language)
                return OpenedReply(ref=frame.ref, chat_session=state)
            case GetDesk():
                taken = await in_db(admission, customer_id=self.customer_id, language=frame.language)
                return Desk(ref=frame.ref, open=taken.open, reason=taken.reason, opens_at=taken.opens_at)
            case GetPlace():
                line = await in_db(place_in_line, chat_session=frame.chat_session, customer=self.customer_id)
                return place_frame(frame.ref, frame.chat_session, line)
            case LeaveMessage():
                chat_session, stored = await in_db(
                    leave_message,
                    customer_id=self.customer_id,
                    client_id=frame.client_id,
                    text=frame.text,
                    name=frame.name.strip(),
                    email=frame.email,
                    language=frame.language,
                )
                return Ack(
                    ref=frame.ref,
                    chat_session=chat_session.id,
                    client_id=frame.client_id,
                    seq=stored.seq,
                    at=stored.at,
                )
            case CloseChatSession():
                await in_db(
                    close_chat_session,
                    chat_session=frame.chat_session,
                    by="customer",
                    customer=self.customer_id,
                )
                return Ok(ref=frame.ref)
            case GetState():
                return welcome(frame.ref, await self.node.identities.submit(self.token_sha256))
        raise Refused("bad_frame")

    def _draft(self, frame: Send) -> Draft:
        return Draft(
            chat_session=frame.chat_session, lane="public", sender_kind="customer", sender_id=self.customer_id,
            sender_name=self.customer_name, client_id=frame.client_id, text=frame.text,
        )  # fmt: skip

    def _typing(self, frame: Typing) -> Ok:
        topic = lane_topic(frame.chat_session, "public")
        if topic not in self.connection.topics:  # only a followed chat session was proven to be theirs
            raise Refused("unknown")
        event = TypingEvent(
            chat_session=frame.chat_session, who="customer", name=self.customer_name, on=frame.on
        )
        self.tell([Envelope(topic, 0, encode(event))])
        return Ok(ref=frame.ref)


def place_frame(ref: int | None, chat_session: UUID, line: PlaceInLine | None) -> Place:
    """Where a chat session stands, as its customer is told."""
    wait = None if line is None or line.wait is None else WaitEstimate(*line.wait)
    return Place(ref=ref, chat_session=chat_session, place=line and line.place, wait=wait)


def welcome(ref: int, who: Identified) -> Welcome:
    """What a customer is told of themselves after authenticating."""
    return Welcome(
        ref=ref, customer=who.customer, chat_session=who.chat_session, heartbeat_seconds=HEARTBEAT_SECONDS,
        max_text_chars=MAX_TEXT_CHARS,
    )  # fmt: skip
