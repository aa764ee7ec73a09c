"""A whole customer's client in another language than the widget's, written from ARCHITECTURE's PROTOCOL section."""

import asyncio
import itertools
import json
import uuid
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError
from websockets.typing import Subprotocol

Frame = dict[str, Any]
SUBPROTOCOL = Subprotocol("frontdesk.v1")


class Refused(Exception):
    """The server said no; the refusal frame is the argument."""


class SimpleClient:
    """Connects, follows one chat session and keeps its entries in order; resends until acked."""

    def __init__(self, url: str, hello: Frame, **connect_options: Any) -> None:
        self._url, self._hello, self._options = url, hello, connect_options
        self._refs = itertools.count(1)
        self._replies: dict[int, asyncio.Future[Frame]] = {}
        self.entries: dict[int, Frame] = {}
        self.events: list[Frame] = []
        self.on_entry: Callable[[Frame], None] = lambda entry: None
        self.lost = False

    async def connect(self) -> Frame:
        self._socket: ClientConnection = await connect(self._url, subprotocols=[SUBPROTOCOL], **self._options)
        self._reader = asyncio.create_task(self._read())
        return await self.request(self._hello)

    async def close(self) -> None:
        await self._socket.close()
        await asyncio.wait([self._reader])

    async def request(self, frame: Frame) -> Frame:
        ref = next(self._refs)
        reply = self._replies[ref] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({**frame, "ref": ref}))
        answer: Frame = await reply
        return answer

    async def resume(self, chat_session: str) -> None:
        more = True
        while more:
            after = max(self.entries, default=0)
            page = await self.request({"type": "resume", "chat_session": chat_session, "after_seq": after})
            for entry in page["entries"]:
                self._take(entry)
            more = page["more"]

    async def send(self, chat_session: str, text: str, client_id: str | None = None) -> Frame:
        client_id = client_id or str(uuid.uuid4())
        return await self.request(
            {"type": "send", "chat_session": chat_session, "client_id": client_id, "text": text}
        )

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                frame = json.loads(message)
                reply = self._replies.pop(frame.get("ref"), None)
                if reply is not None and not reply.done():
                    if frame["type"] == "refusal":
                        reply.set_exception(Refused(frame))
                    else:
                        reply.set_result(frame)
                elif frame["type"] == "entry":
                    self._take(frame)
                else:
                    self.events.append(frame)
        except ConnectionClosedError:
            pass  # the network, or a close code; `lost` says it
        finally:
            self.lost = True
            for reply in self._replies.values():
                if not reply.done():
                    reply.set_exception(ConnectionError("the connection was lost"))

    def _take(self, entry: Frame) -> None:
        if entry["lane"] == "public" and entry["seq"] not in self.entries:
            self.entries[entry["seq"]] = entry
            self.on_entry(entry)
