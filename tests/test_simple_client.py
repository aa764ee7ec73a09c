import asyncio
import json

import pytest
from websockets.asyncio.server import ServerConnection, serve

from tests import simple_client
from tests.simple_client import SimpleClient


class ForgetfulServer:
    """Stores what is sent to it; loses the connection before each of the first acks, and tells nobody else."""

    def __init__(self, acks_to_lose: int) -> None:
        self.acks_to_lose = acks_to_lose
        self.asked: list[str] = []
        self.log: list[dict] = [{"seq": 1, "text": "welcome"}]

    async def talk(self, socket: ServerConnection) -> None:
        async for message in socket:
            frame = json.loads(message)
            self.asked.append(frame["type"])
            if frame["type"] == "send":
                self.store(frame)
                if self.acks_to_lose:
                    self.acks_to_lose -= 1
                    await socket.close(1012)
                    return
            await socket.send(json.dumps(self.reply(frame) | {"ref": frame["ref"]}))

    def store(self, frame: dict) -> None:
        if frame["client_id"] not in {entry.get("client_id") for entry in self.log}:
            self.log.append(
                {"seq": len(self.log) + 1, "text": frame["text"], "client_id": frame["client_id"]}
            )

    def reply(self, frame: dict) -> dict:
        match frame["type"]:
            case "resume":  # one entry a page
                after = frame["after_seq"]
                return {
                    "type": "page",
                    "entries": self.log[after : after + 1],
                    "more": after + 1 < len(self.log),
                }
            case "send":
                return {"type": "ack", "client_id": frame["client_id"], "seq": len(self.log)}
        return {"type": "welcome"}


def amended(seq: int, of: int, text: str = "", how: str = "edited") -> dict:
    return {"seq": seq, "text": text, "event": {"name": "amended", "seq": of, "how": how}}


async def test_it_shows_what_was_amended_as_it_reads_now():
    ada = SimpleClient("ws://127.0.0.1:1/", {})
    log = [
        {"seq": 1, "text": "god day", "event": None}, {"seq": 2, "text": "oh", "event": None},
        amended(3, 1, "good morning"), amended(4, 1, "good day"), amended(5, 1), amended(6, 2, how="recalled"),
    ]  # fmt: skip
    ada.entries = {entry["seq"]: entry for entry in reversed(log)}
    assert [ada.texts()[place] for place in (1, 2)] == ["good day", ""]


async def test_it_comes_back_follows_again_and_a_message_sent_again_is_there_once(monkeypatch):
    monkeypatch.setattr(simple_client, "uniform", lambda low, high: low)
    server = ForgetfulServer(acks_to_lose=1)
    async with serve(server.talk, "127.0.0.1", 0, subprotocols=["frontdesk.v1"]) as listening:  # type: ignore[list-item]
        port = listening.sockets[0].getsockname()[1]
        ada = SimpleClient(f"ws://127.0.0.1:{port}/", {"type": "hello", "token": "t"})
        await ada.connect()
        following = asyncio.create_task(ada.follow("s1"))
        with pytest.raises(ConnectionError):
            await ada.send("s1", "hi", "c1")
        async with asyncio.timeout(20):
            while server.asked.count("hello") < 2 or 2 not in ada.entries:
                await asyncio.sleep(0.01)
            ack = await ada.send("s1", "hi", "c1")
        assert (ack["seq"], [ada.entries[n]["text"] for n in (1, 2)]) == (2, ["welcome", "hi"])
        following.cancel()
        await ada.socket.close()
