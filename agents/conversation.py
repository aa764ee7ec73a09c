"""What agents may ask."""

from collections.abc import Hashable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from agents.desk import DESK
from agents.drafts import Drafts
from agents.floor import Floor
from agents.pictures import Pictures
from agents.protocol import (
    Active,
    AgentRequest,
    AgentSend,
    Amend,
    Find,
    GetCanned,
    GetCustomer,
    GetWorkspace,
    KeepDraft,
    UsedCanned,
    Why,
)
from agents.requests import SERVICES, Service
from agents.services.drafts import Sent
from agents.services.looks import look_in, refuse_unless_visible
from agents.services.mentions import call_colleagues, check_mentioned
from agents.services.repeats import had_a_part
from agents.services.tickets import Admitted
from agents.why import trace
from chat.db import in_db
from chat.hub.connection import Connection, PolledConnection
from chat.hub.topics import FLOOR, agent_topic, lane_topic, queue_topic
from chat.log.drafts import Draft, Stored
from chat.node import Node
from chat.protocol.base import Request, ServerFrame
from chat.protocol.decode import Decoder
from chat.protocol.frames import Ok
from chat.protocol.refusals import Refused
from chat.protocol.requests import Read, Resume
from chat.services.chat_sessions import mark_read
from chat.wire.conversation import Conversation, ack


class AgentConversation(Conversation):
    """One connection of one agent."""

    decoder = Decoder(AgentRequest)
    messages = (AgentSend, Amend, KeepDraft, GetCustomer, Find, GetCanned, UsedCanned)

    def __init__(self, node: Node, connection: Connection, who: Admitted, language: str = "") -> None:
        super().__init__(node, connection, who.agent_id, language)
        self.agent_id = who.agent_id
        self.name = who.name
        # Of exchanges each is a connection: what stands on the screen outlives it.
        polls = isinstance(connection, PolledConnection)
        self.console: Hashable = (who.agent_id, who.login_session_key) if polls else connection
        node.hub.subscribe(agent_topic(who.agent_id), connection)
        node.hub.subscribe(FLOOR, connection)
        for queue in who.queues:
            node.hub.subscribe(queue_topic(queue), connection)

    async def answer(self, frame: Request) -> ServerFrame:
        match frame:
            case AgentSend():
                return ack(frame.ref, frame.chat_session, frame.client_id, await self._store(frame))
            case Resume():
                await self._look_in(frame.chat_session)
                return await self.follow(frame.ref, frame.chat_session, frame.lane, frame.after_seq, None)
            case Read():
                await self.refuse_unless_visible(frame.chat_session)
                await in_db(mark_read, chat_session=frame.chat_session, seq=frame.seq, agent=self.agent_id)
                return Ok(ref=frame.ref)
            case GetWorkspace():
                picture = await self.node.service(Pictures).of(self.agent_id, self.connection, ref=frame.ref)
                self.node.loop.call_soon(picture.tell_again, self.connection)  # after the reply
                return picture.workspace
            case Why():
                await self.refuse_unless_visible(frame.chat_session)
                return await in_db(
                    trace, ref=frame.ref, chat_session_id=frame.chat_session, language=self.language
                )
            case Active():
                self.node.service(Floor).active(self.connection)
                return Ok(ref=frame.ref)
        if answer := DESK.get(type(frame)):
            return await answer(self, frame)
        if service := SERVICES.get(type(frame)):
            await in_db(_serve, service, frame, self.agent_id)
            return Ok(ref=frame.ref)
        raise Refused("bad_frame")

    async def _store(self, frame: AgentSend) -> Stored:
        draft = Draft(
            chat_session=frame.chat_session, lane=frame.lane, sender_kind="agent", sender_id=self.agent_id,
            sender_name=self.name, client_id=frame.client_id, text=frame.text,
            reply_to=frame.reply_to, attachment=frame.attachment,
        )  # fmt: skip
        if frame.mentions:
            await self._check_mentioned(frame)
        if frame.lane == "staff":  # in the public lane the log itself asks who is responsible
            await self.refuse_unless_visible(frame.chat_session)
        try:
            stored = await self.node.log.append(draft)
        except Refused:
            await self.refuse_unless_visible(frame.chat_session)  # why not is only for who may see it
            raise
        sent = Sent(self.agent_id, frame.chat_session, frame.lane, stored.at)
        self.node.service(Drafts).sent(self.connection, sent)
        if frame.mentions:  # before the ack: until then it is sent again, and nobody is called twice
            await in_db(call_colleagues, note=draft, stored=stored, agent_ids=frame.mentions)
        return stored

    async def _check_mentioned(self, frame: AgentSend) -> None:
        if frame.lane != "staff":
            raise Refused("bad_frame", _("Colleagues are called in notes."))
        await self.refuse_unless_visible(frame.chat_session)
        await in_db(check_mentioned, chat_session_id=frame.chat_session, agent_ids=frame.mentions)

    async def refuse_unless_visible(self, chat_session: UUID) -> None:
        """A followed chat session was proven visible already. Raises `Refused("unknown")`."""
        if not self._follows(chat_session):
            await in_db(refuse_unless_visible, agent_id=self.agent_id, chat_session_id=chat_session)

    async def _look_in(self, chat_session: UUID) -> None:
        """The same, noting who begins to read what others do."""
        if not self._follows(chat_session):
            await in_db(look_in, agent_id=self.agent_id, chat_session_id=chat_session)

    def _follows(self, chat_session: UUID) -> bool:
        lanes = {lane_topic(chat_session, "public"), lane_topic(chat_session, "staff")}
        return not lanes.isdisjoint(self.connection.topics)


def _serve(service: Service, frame: Request, agent_id: UUID) -> None:
    """What is not theirs to see is unknown to them, whatever they ask of it; what they gave away they may ask again."""
    chat_session_id: UUID | None = getattr(frame, "chat_session", None)
    if chat_session_id is not None:
        try:
            refuse_unless_visible(agent_id=agent_id, chat_session_id=chat_session_id)
        except Refused:
            if not had_a_part(agent_id=agent_id, chat_session_id=chat_session_id):
                raise
    service(frame, agent_id)
