"""The agent's socket."""

from contextlib import ExitStack
from urllib.parse import urlsplit

from django.conf import settings
from django.http import parse_cookie

from agents.conversation import AgentConversation
from agents.floor import Floor
from agents.looking import Lookers
from agents.pictures import Pictures
from agents.protocol import AgentHello
from agents.services.tickets import redeem_ticket
from chat.consumers.base import Disconnected, FrameConsumer
from chat.db import in_db
from chat.hints import hints_of_scope
from chat.language import language_of
from chat.protocol.decode import Decoder
from chat.protocol.refusals import CloseCode, Closing, Refused
from chat.wire.conversation import Conversation

HELLO: Decoder[AgentHello] = Decoder(AgentHello)


class AgentConsumer(FrameConsumer):
    """One agent's socket: login session, exact Origin, and a one-time ticket in the first frame."""

    def may_connect(self) -> bool:
        headers = dict(self.scope["headers"])
        return is_own_origin(
            headers.get(b"origin", b"").decode("latin-1"), headers.get(b"host", b"").decode("latin-1")
        )

    async def greet(self, first: str | bytes, places: ExitStack) -> Conversation:
        try:
            hello = HELLO.decode(first)
        except Refused:
            raise Closing(CloseCode.UNAUTHENTICATED) from None
        cookies = dict(self.scope["headers"]).get(b"cookie", b"").decode("latin-1")
        key = login_session_key(cookies)
        who = await in_db(redeem_ticket, ticket=hello.ticket, login_session_key=key)
        floor = self.node.service(Floor)
        places.push(self._leave)
        await floor.join(self.connection, who)
        language = language_of(hints_of_scope(self.scope["headers"]).languages, cookies)
        conversation = AgentConversation(self.node, self.connection, who, language)
        # Before they count as back: who dropped out sees what waited for them, and how long it still would have.
        picture = await self.node.service(Pictures).of(who.agent_id, self.connection, ref=hello.ref)
        picture.tell(self.connection)
        await floor.welcome(who)
        return conversation

    def _leave(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Whom a restart of this node cuts off has not gone away."""
        restarting = isinstance(error, Disconnected) and error.code == CloseCode.RESTARTING
        self.node.service(Lookers).leave(self.connection)
        self.node.service(Floor).leave(self.connection, comes_back=restarting)


def is_own_origin(origin: str, host: str) -> bool:
    """Whether a page of ours speaks: one of the configured origins, else the very host that was called."""
    if settings.FRONTDESK.public_origins:
        return origin in settings.FRONTDESK.public_origins
    try:
        return bool(host) and urlsplit(origin).netloc == host
    except ValueError:  # no origin that a browser would send
        return False


def login_session_key(cookie_header: str) -> str:
    """The login session's key from the handshake's cookies, or ""."""
    return parse_cookie(cookie_header).get(settings.SESSION_COOKIE_NAME, "")
