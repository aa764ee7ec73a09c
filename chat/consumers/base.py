"""The lean consumer base: its loop awaits only its own socket; the hub pushes past it.

Channels' own base waits for the socket and for a channel of the layer at once, with two tasks per event.
"""

import asyncio
import logging
from contextlib import ExitStack
from typing import Any

from channels.consumer import AsyncConsumer

from chat.hub.connection import SocketConnection, WriteText, cannot_write
from chat.node import Node, running_node
from chat.protocol.base import SUBPROTOCOL
from chat.protocol.refusals import CloseCode, Closing
from chat.wire.conversation import Conversation

logger = logging.getLogger(__name__)

FIRST_FRAME_SECONDS = 10.0


class Disconnected(Exception):
    """The connection is gone, closed with this code by whichever side."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class FrameConsumer(AsyncConsumer):
    """One client's socket: handshake, first frame, then frame in, reply out. Decides nothing."""

    node: Node
    connection: SocketConnection
    scope: dict[str, Any]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope = scope
        await receive()  # websocket.connect
        if SUBPROTOCOL not in scope["subprotocols"] or not self.may_connect():
            await send({"type": "websocket.close", "code": 4403})
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        self.node = await running_node()
        self.connection = SocketConnection(send, _write_text(scope))
        self.node.hub.join(self.connection)
        try:
            with ExitStack() as places:
                await self._talk(receive, places)
        except Disconnected:
            pass
        except asyncio.CancelledError:
            if not self.connection.given_up:
                raise
        except Closing as end:
            await self._end(end.code)
        except Exception:
            logger.exception("A connection could not be served")
            await self._end(CloseCode.UNAVAILABLE)
        finally:
            self.node.hub.leave(self.connection)

    async def _talk(self, receive: Any, places: ExitStack) -> None:
        ip = (self.scope.get("client") or ("unknown",))[0]
        places.enter_context(self.node.gate.admit(f"ip:{ip}", self.node.settings.limits.sockets_per_ip))
        self.node.gate.handshake(ip)
        try:
            async with asyncio.timeout(FIRST_FRAME_SECONDS):
                first = await self._next(receive)
        except TimeoutError:
            raise Closing(CloseCode.UNAUTHENTICATED) from None
        conversation = await self.greet(first, places)
        self.scope.clear()  # headers and the like: two kilobytes that an idle connection need not keep
        while True:
            self.connection.push(await conversation.reply_to(await self._next(receive)))

    async def _end(self, code: CloseCode) -> None:
        self.connection.end(code)
        await self.connection.closed()

    async def _next(self, receive: Any) -> str | bytes:
        event = await receive()
        if event["type"] != "websocket.receive":
            raise Disconnected(event.get("code"))
        text: str | None = event.get("text")
        return text if text is not None else event.get("bytes") or b""

    def may_connect(self) -> bool:
        """Whether a handshake from this origin is accepted at all."""
        return True

    async def greet(self, first: str | bytes, places: ExitStack) -> Conversation:
        """Authenticate by the first frame, push the greeting, and say who is speaking. Raises `Closing`."""
        raise NotImplementedError


def _write_text(scope: Any) -> WriteText:
    """What the server offers for writing past ASGI's `send` (cs_platform/websocket.py), if it does."""
    offered = (scope.get("extensions") or {}).get("frontdesk.write_text")
    return cannot_write if offered is None else offered["write"]
