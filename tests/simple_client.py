"""A whole client in another language than the widget's, written from ARCHITECTURE's PROTOCOL section."""

import asyncio
import json
from contextlib import suppress
from random import uniform
from uuid import uuid4

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException


class SimpleClient:
    """Keeps one chat session's entries by `seq`. A request that got no reply (it raises) may be repeated as it was."""

    def __init__(self, url: str, hello: dict, **options) -> None:
        self._connect = connect(url, **({"subprotocols": ["frontdesk.v1"]} | options))
        self._hello, self._replies, self.entries = hello, list[asyncio.Future[dict]](), dict[int, dict]()

    async def connect(self) -> dict:
        self.socket = await self._connect
        self._reader = asyncio.create_task(self._read())
        return await self.request(self._hello)

    async def follow(self, chat_session: str) -> None:
        """For ever, through lost connections. Asking every 25 s is the ping, too, and finds what is missing."""
        while self.socket.close_code not in (4401, 4403):
            with suppress(OSError, WebSocketException):
                if self._reader.done():
                    await asyncio.sleep(30 if self.socket.close_code in (4400, 4429) else uniform(0, 5))
                    await self.connect()
                await self.resume(chat_session)
                await asyncio.wait([self._reader], timeout=25)

    async def resume(self, chat_session: str) -> None:
        page: dict = {"more": True}
        while page.get("more"):
            after = min({*range(1, len(self.entries) + 2)} - self.entries.keys()) - 1
            page = await self.request({"type": "resume", "chat_session": chat_session, "after_seq": after})

    async def send(self, chat_session: str, text: str, client_id: str | None = None) -> dict:
        message = {"chat_session": chat_session, "client_id": client_id or str(uuid4()), "text": text}
        return await self.request({"type": "send"} | message)

    def texts(self) -> dict[int, str]:
        """What was said, by place, as it reads now."""
        texts = {seq: self.entries[seq]["text"] for seq in sorted(self.entries)}
        for event, text in [(self.entries[seq].get("event"), texts[seq]) for seq in texts]:
            if event and event["name"] == "amended" and (text or event["how"] == "recalled"):
                texts[event["seq"]] = text
        return texts

    async def request(self, frame: dict) -> dict:
        self._replies.append(reply := asyncio.get_running_loop().create_future())
        await self.socket.send(json.dumps(frame | {"ref": len(self._replies) - 1}))
        await asyncio.wait([reply, self._reader], timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if not reply.done():
            raise ConnectionError
        return reply.result()

    async def _read(self) -> None:
        with suppress(WebSocketException):
            async for message in self.socket:
                frame = json.loads(message)
                entries = [frame] if frame["type"] == "entry" else frame.get("entries", [])
                self.entries |= {entry["seq"]: entry for entry in entries}
                if frame.get("ref") is not None:
                    self._replies[frame["ref"]].set_result(frame)
