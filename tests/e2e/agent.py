"""An agent without a screen: speaks frames over a blocking socket."""

import json
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from chat.protocol.base import SUBPROTOCOL
from tests.e2e.house import House

Frame = dict[str, Any]
PATIENCE_SECONDS = 10


class AgentDouble:
    """Use as a context manager; online from then on."""

    def __init__(self, house: House, *, login: str, language: str = "en") -> None:
        self.origin = house.origin
        self._language = language
        self._http = httpx.Client(
            base_url=self.origin,
            cookies=house.cookies_of(login),
            headers={"Referer": f"{self.origin}/admin/"},
        )
        self._ref = 0
        self._early: list[Frame] = []

    def __enter__(self) -> Self:
        ticket = (
            self._http.post("/api/console/ticket", headers=self._csrf()).raise_for_status().json()["ticket"]
        )
        url = self.origin.replace("http", "ws", 1) + "/ws/agent"
        cookies = "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())
        self._socket = connect(
            url,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            origin=Origin(self.origin),
            additional_headers={"Cookie": cookies, "Accept-Language": self._language},
        )
        self.workspace = self.ask("hello", ticket=ticket)
        self.ask("set_status", status="online")
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        # A next test's customer must find a free slot, and not wait behind this one's.
        self.ask("set_status", status="away")
        for card in self.ask("get_workspace")["mine"]:
            self.ask("close", chat_session=card["id"])
        self.ask("set_status", status="offline", open_ones="requeue")
        self._socket.close()
        self._http.close()

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

    def wait_for(self, kind: str, when: Callable[[Frame], bool] = lambda frame: True) -> Frame:
        """The first event of this type that fits, whether it came already or comes within 10 s."""
        return self._first(lambda frame: frame["type"] == kind and when(frame))

    def take_chat_session(self, *, writes: str) -> str:
        """The id of the chat session assigned to me in which a customer wrote this; followed from now on."""
        followed: set[str] = set()
        while True:
            for card in self.ask("get_workspace")["mine"]:
                if card["id"] in followed:
                    continue
                followed.add(card["id"])
                page = self.ask("resume", chat_session=card["id"], lane="public", after_seq=0)
                if any(entry["text"] == writes for entry in page["entries"]):
                    return str(card["id"])
            event = self._first(lambda frame: frame["type"] == "chat_session" or frame.get("text") == writes)
            if event["type"] == "entry":
                return str(event["chat_session"])

    def send(self, chat_session: str, text: str, **more: Any) -> Frame:
        return self.ask("send", chat_session=chat_session, client_id=str(uuid.uuid4()), text=text, **more)

    def amend(self, chat_session: str, seq: int, text: str | None) -> Frame:
        """Edit what I wrote in public, or with None recall it."""
        place = {"chat_session": chat_session, "lane": "public", "seq": seq}
        return self.ask("amend", **place, client_id=str(uuid.uuid4()), text=text)

    def texts(self, chat_session: str) -> list[str]:
        """What is stored in the public lane, in order."""
        found: list[str] = []
        after, more = 0, True
        while more:
            page = self.ask("resume", chat_session=chat_session, lane="public", after_seq=after)
            found += [entry["text"] for entry in page["entries"] if entry["kind"] == "text"]
            after = max([after, *(entry["seq"] for entry in page["entries"])])
            more = page["more"]
        return found

    def _first(self, fits: Callable[[Frame], bool]) -> Frame:
        for early in self._early:
            if fits(early):
                self._early.remove(early)
                return early
        while True:
            frame: Frame = json.loads(self._socket.recv(PATIENCE_SECONDS))
            if fits(frame):
                return frame
            self._early.append(frame)

    def _csrf(self) -> dict[str, str]:
        return {"X-CSRFToken": self._http.cookies["csrftoken"], "Origin": self.origin}
