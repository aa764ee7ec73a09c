"""Consoles of a real node, recorded; and replayed by the console's own code in Node.js."""

import json
import subprocess
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from agents.models import Agent
from agents.sight import not_visible
from agents.workspaces import workspaces
from chat.db import in_db
from chat.models import ChatSession
from chat.node import Node
from cs_platform.setup.node import find_node
from cs_platform.setup.venv import VENV
from tests.agents.desks import Desk, seated

FRONTEND = VENV.parent / "frontend"
Frame = dict[str, Any]


@dataclass
class Recorded:
    """One console: what it heard in each step, and what a fresh one is told after it."""

    desk: Desk
    greeting: Frame
    steps: list[Frame] = field(default_factory=list)
    followed: set[str] = field(default_factory=set)

    @property
    def types(self) -> set[str]:
        """The types of all that was heard; of entries with an event, its name too."""
        heard = [frame for step in self.steps for frame in step["heard"]]
        return {frame["type"] for frame in heard} | {
            frame["event"]["name"] for frame in heard if frame.get("event")
        }


class Recording:
    """Some agents' consoles at one node, as they follow what a console follows."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.consoles: dict[str, Recorded] = {}

    async def seat(self, name: str, who: Agent, login: str) -> Desk:
        desk = await seated(self.node, who, login=login)
        self.consoles[name] = Recorded(desk, (await self._fetch([who]))[0])
        return desk

    async def step(self, what: str) -> None:
        """What was done until now is a step; whoever has more to follow by now follows it."""
        consoles = list(self.consoles.values())
        fetched = await self._fetch([each.desk.who.agent_id for each in consoles])
        for console, workspace in zip(consoles, fetched, strict=True):
            heard = _taken(console.desk)
            heard += await self._follow(console, workspace)
            hidden = await in_db(_hidden_from, console.desk.who.agent_id)
            console.steps.append(
                {
                    "what": what,
                    "heard": heard,
                    "followed": console.followed,
                    "hidden": hidden,
                    "fetched": workspace,
                }
            )

    async def _follow(self, console: Recorded, workspace: Frame) -> list[Frame]:
        """Mine and those I help in; what a page tells is what entries would have told."""
        me = str(console.desk.who.agent_id)
        needed = {card["id"] for card in workspace["mine"]}
        needed |= {card["id"] for card in workspace["others"] if me in card["helpers"]}
        read: list[Frame] = []
        for chat_session in sorted(needed - console.followed):
            for lane in ("public", "staff"):
                read += await _pages(console.desk, chat_session, lane)
        for chat_session in console.followed - needed:
            await console.desk.ask("unfollow", chat_session=chat_session)
        console.followed = needed
        return [*read, *_taken(console.desk)]

    async def _fetch(self, who: list[Any]) -> list[Frame]:
        ids = [getattr(each, "id", each) for each in who]
        found = await in_db(workspaces, ids)
        return [msgspec.to_builtins(found[id_]) | {"type": "workspace"} for id_ in ids]


def replayed(recording: Recording) -> list[str]:
    """Where the console's state by events is not that by fetch."""
    said = {
        name: {"greeting": each.greeting, "steps": each.steps} for name, each in recording.consoles.items()
    }
    node = find_node()
    done = subprocess.run(
        [str(node.bin_dir / "node"), str(FRONTEND / "scripts" / "replay.mjs")],
        cwd=FRONTEND,
        input=msgspec.json.encode(said),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    faults: list[str] = json.loads(done.stdout)
    return faults


def _hidden_from(agent_id: UUID) -> set[UUID]:
    everything = set(ChatSession.objects.values_list("pk", flat=True))
    return not_visible({agent_id: everything})[agent_id]


async def _pages(desk: Desk, chat_session: str, lane: str) -> list[Frame]:
    read: list[Frame] = []
    page: Frame = {"more": True}
    while page["more"]:
        after = read[-1]["seq"] if read else 0
        page = await desk.ask("resume", chat_session=chat_session, lane=lane, after_seq=after)
        read += page["entries"]
    return [frame | {"type": "entry"} for frame in read]


def _taken(desk: Desk) -> list[Frame]:
    frames = [json.loads(frame) for frame in desk.connection.frames]
    desk.connection.frames.clear()
    return frames
