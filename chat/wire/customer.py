"""What customers may ask."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from chat.db import in_db
from chat.hints import Hints
from chat.hub.connection import Connection
from chat.hub.topics import Envelope, customer_topic, lane_topic
from chat.language import language_of
from chat.log.drafts import Draft
from chat.node import Node
from chat.ports import PlaceInLine
from chat.protocol.base import MAX_TEXT_CHARS, Request, ServerFrame, encode
from chat.protocol.decode import Decoder
from chat.protocol.frames import Desk, Ok, OpenedReply, Place, TypingEvent, WaitEstimate, Welcome
from chat.protocol.refusals import Refused
from chat.protocol.requests import (
    CloseChatSession,
    CustomerRequest,
    GetDesk,
    GetPlace,
    GetState,
    LeaveMessage,
    OpenChatSession,
    Read,
    Resume,
    Send,
    Typing,
    Visit,
)
from chat.services.chat_sessions import (
    admission,
    close_chat_session,
    leave_message,
    mark_read,
    open_chat_session,
    place_in_line,
)
from chat.services.identify import Identified
from chat.services.visits import record_visit
from chat.wire.conversation import Conversation, ack
from chat.wire.guests import Guests

HEARTBEAT_SECONDS = 25
OPENINGS = (OpenChatSession, LeaveMessage)
"""Each may ring at agents and stay in the history: closing and opening in a circle is held up early."""


class CustomerConversation(Conversation):
    """One connection of one customer. They see their own chat sessions' public lane and nothing else."""

    decoder = Decoder(CustomerRequest)
    messages = (Send, LeaveMessage)

    def __init__(self, node: Node, connection: Connection, who: Identified, hints: Hints = Hints()) -> None:
        super().__init__(node, connection, who.customer.id, language_of(hints.languages))
        self.customer_id: UUID = who.customer.id
        self.customer_name = who.customer.name
        self.token_sha256 = who.token_sha256
        self.site_id = who.site_id
        self.hints = hints
        self._told(who)
        node.hub.subscribe(customer_topic(self.customer_id), connection)

    async def answer(self, frame: Request) -> ServerFrame:
        handler = HANDLERS.get(type(frame))
        if handler is None:
            raise Refused("bad_frame")
        if isinstance(frame, OPENINGS):
            self.node.gate.opening(str(self.customer_id))
        return await handler(self, frame)

    async def _send(self, frame: Send) -> ServerFrame:
        stored = await self.node.log.append(self._draft(frame))
        return ack(frame.ref, frame.chat_session, frame.client_id, stored)

    async def _resume(self, frame: Resume) -> ServerFrame:
        if frame.lane != "public":
            raise Refused("unknown")
        return await self.follow(frame.ref, frame.chat_session, "public", frame.after_seq, self.customer_id)

    async def _read(self, frame: Read) -> ServerFrame:
        await in_db(mark_read, chat_session=frame.chat_session, seq=frame.seq, customer=self.customer_id)
        return Ok(ref=frame.ref)

    async def _open(self, frame: OpenChatSession) -> ServerFrame:
        state = await in_db(
            open_chat_session,
            customer_id=self.customer_id,
            language=frame.language,
            anew=frame.anew,
            answers=frame.answers,
        )
        return OpenedReply(ref=frame.ref, chat_session=state)

    async def _desk(self, frame: GetDesk) -> ServerFrame:
        taken = await in_db(admission, customer_id=self.customer_id, language=frame.language)
        return Desk(ref=frame.ref, open=taken.open, reason=taken.reason, opens_at=taken.opens_at)

    async def _place(self, frame: GetPlace) -> ServerFrame:
        line = await in_db(place_in_line, chat_session=frame.chat_session, customer=self.customer_id)
        return place_frame(frame.ref, frame.chat_session, line)

    async def _leave_message(self, frame: LeaveMessage) -> ServerFrame:
        chat_session, stored = await in_db(
            leave_message,
            customer_id=self.customer_id,
            client_id=frame.client_id,
            text=frame.text,
            name=frame.name.strip(),
            email=frame.email,
            language=frame.language,
            answers=frame.answers,
        )
        return ack(frame.ref, chat_session, frame.client_id, stored)

    @property
    def _is_peeked_at(self) -> bool:
        told_at = self._told_of_peeking_at
        return told_at is not None and self.node.service(Guests).may_be_peeked_at(
            self.site_id, told_at=told_at
        )

    def _told(self, who: Identified) -> None:
        self._told_of_peeking_at = self.node.loop.time() if who.sneak_peek else None

    async def _visit(self, frame: Visit) -> ServerFrame:
        self.node.gate.visit(str(self.customer_id))
        await in_db(record_visit, customer_id=self.customer_id, visit=frame, hints=self.hints)
        return Ok(ref=frame.ref)

    async def _close(self, frame: CloseChatSession) -> ServerFrame:
        await in_db(
            close_chat_session, chat_session=frame.chat_session, by="customer", customer=self.customer_id
        )
        return Ok(ref=frame.ref)

    async def _state(self, frame: GetState) -> ServerFrame:
        who = await self.node.identities.submit(self.token_sha256)
        self._told(who)
        return welcome(frame.ref, who)

    def _draft(self, frame: Send) -> Draft:
        return Draft(
            chat_session=frame.chat_session, lane="public", sender_kind="customer", sender_id=self.customer_id,
            sender_name=self.customer_name, client_id=frame.client_id, text=frame.text,
            reply_to=frame.reply_to, attachment=frame.attachment,
        )  # fmt: skip

    async def _typing(self, frame: Typing) -> ServerFrame:
        topic = lane_topic(frame.chat_session, "public")
        if topic not in self.connection.topics:  # only a followed chat session was proven to be theirs
            raise Refused("unknown")
        event = TypingEvent(
            chat_session=frame.chat_session,
            who="customer",
            name=self.customer_name,
            on=frame.on,
            text=frame.text if self._is_peeked_at else "",
        )
        self.tell([Envelope(topic, 0, encode(event))])
        return Ok(ref=frame.ref)


HANDLERS: dict[type[Request], Callable[[CustomerConversation, Any], Awaitable[ServerFrame]]] = {
    Send: CustomerConversation._send,
    Resume: CustomerConversation._resume,
    Typing: CustomerConversation._typing,
    Visit: CustomerConversation._visit,
    Read: CustomerConversation._read,
    OpenChatSession: CustomerConversation._open,
    GetDesk: CustomerConversation._desk,
    GetPlace: CustomerConversation._place,
    LeaveMessage: CustomerConversation._leave_message,
    CloseChatSession: CustomerConversation._close,
    GetState: CustomerConversation._state,
}


def place_frame(ref: int | None, chat_session: UUID, line: PlaceInLine | None) -> Place:
    """Where a chat session stands, as its customer is told."""
    wait = None if line is None or line.wait is None else WaitEstimate(*line.wait)
    return Place(ref=ref, chat_session=chat_session, place=None if line is None else line.place, wait=wait)


def welcome(ref: int, who: Identified) -> Welcome:
    """What a customer is told of themselves after authenticating."""
    return Welcome(
        ref=ref,
        now=timezone.now(),
        customer=who.customer,
        chat_session=who.chat_session,
        heartbeat_seconds=HEARTBEAT_SECONDS,
        max_text_chars=MAX_TEXT_CHARS,
        uploads=who.uploads,
        sneak_peek=who.sneak_peek,
    )
