"""The customer's socket."""

from contextlib import ExitStack

from chat.consumers.base import FrameConsumer
from chat.hints import hints_of_scope
from chat.protocol.base import encode
from chat.protocol.decode import Decoder
from chat.protocol.refusals import CloseCode, Closing, Refused
from chat.protocol.requests import Hello
from chat.services.identify import token_sha256
from chat.wire.conversation import Conversation
from chat.wire.customer import CustomerConversation, welcome
from chat.wire.guests import Guest, Guests

HELLO: Decoder[Hello] = Decoder(Hello)


class CustomerConsumer(FrameConsumer):
    """One customer's socket. Any origin may connect: the token is the proof, and no cookie is looked at."""

    async def greet(self, first: str | bytes, places: ExitStack) -> Conversation:
        try:
            hello = HELLO.decode(first)
        except Refused:
            raise Closing(CloseCode.UNAUTHENTICATED) from None
        who = await self.node.identities.submit(token_sha256(hello.token))
        most = self.node.settings.limits.sockets_per_customer
        places.enter_context(self.node.gate.admit(f"customer:{who.customer.id}", most))
        guests = self.node.service(Guests)
        guests.join(self.connection, Guest(who.customer.id, who.token_sha256, who.site_id))
        places.callback(guests.leave, self.connection)
        self.connection.push(encode(welcome(hello.ref, who)))
        return CustomerConversation(self.node, self.connection, who, hints_of_scope(self.scope["headers"]))
