"""A customer without a screen: what the panel does, over a blocking socket."""

import json
import uuid
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.sync.client import connect

Frame = dict[str, Any]
PATIENCE_SECONDS = 10


class CustomerDouble:
    """Use as a context manager; has an open chat session from then on."""

    def __init__(
        self, origin: str, *, site: str, name: str = "", email: str = "", answers: Sequence[Frame] = ()
    ) -> None:
        self.origin = origin
        self._answers = list(answers)
        about = {"name": name, "email": email}
        answer = httpx.post(f"{origin}/api/widget/{site}/customers", json=about).raise_for_status().json()
        self.token, self.id = answer["token"], answer["customer"]["id"]
        self._ref = 0
        self._early: list[Frame] = []

    def __enter__(self) -> Self:
        url = self.origin.replace("http", "ws", 1) + "/ws/customer"
        self._socket = connect(url, subprotocols=["frontdesk.v1"])  # type: ignore[list-item]
        self.ask("hello", token=self.token)
        self.chat_session: str = self.ask("open", answers=self._answers)["chat_session"]["id"]
        self.ask("resume", chat_session=self.chat_session, after_seq=0)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()

    def ask(self, kind: str, **fields: Any) -> Frame:
        """The reply; events that come before it are kept for `wait_for`."""
        self._ref += 1
        self._socket.send(json.dumps({"type": kind, "ref": self._ref, **fields}))
        while True:
            frame: Frame = json.loads(self._socket.recv(PATIENCE_SECONDS))
            if frame.get("ref") == self._ref:
                assert frame["type"] != "refusal", frame
                return frame
            self._early.append(frame)

    def writes(self, text: str) -> Frame:
        client_id = str(uuid.uuid4())
        return self.ask("send", chat_session=self.chat_session, client_id=client_id, text=text)

    def reads(self, seq: int) -> None:
        self.ask("read", chat_session=self.chat_session, seq=seq)

    def types(self, on: bool) -> None:
        self.ask("typing", chat_session=self.chat_session, on=on)

    def hears(self, **fields: Any) -> Frame:
        """The first event with these fields, whether it came already or comes within 10 s."""
        while True:
            for frame in self._early:
                if fields.items() <= frame.items():
                    self._early.remove(frame)
                    return frame
            self._early.append(json.loads(self._socket.recv(PATIENCE_SECONDS)))

    def texts(self) -> list[str]:
        """What this customer can read, in order."""
        page = self.ask("resume", chat_session=self.chat_session, after_seq=0)
        return [entry["text"] for entry in page["entries"] if entry["kind"] == "text"]
