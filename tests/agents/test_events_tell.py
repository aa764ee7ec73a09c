"""State by events = state by fetch: what a node tells consoles makes of them what a fresh workspace shows.

The console's own code (`frontend/src/console/workspace.ts`) replays what was heard, step by step.
"""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from chat.bus.publish import attach_node
from tests.agents.replay import replayed
from tests.agents.shift import AGENTS, CUSTOMERS, Shift
from tests.chat.build import node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def shift():
    async with node_in_memory() as node:
        attach_node(node.tell_from_any_thread)
        made = Shift(node)
        await made.begin()
        yield made
        attach_node(None)


A_DAY: list[tuple[Any, ...]] = [
    ("opens", "ada"), ("writes", "ada"), ("answers_offer", "mia", "decline"), ("writes", "ada"),
    ("ring_in_vain",), ("assigns", "sam", "ada", "mia"), ("writes", "ada"), ("writes", "ada"),
    ("answers", "mia", "ada"), ("edits", "mia", "ada"), ("edits", "mia", "ada"),
    ("answers", "mia", "ada", "staff"), ("writes", "ada"), ("edits", "mia", "ada"), ("has_read", "mia", "ada"),
    ("reads", "ada"), ("recalls", "mia", "ada"), ("answers", "mia", "ada"), ("recalls", "mia", "ada"),
    ("calls", "mia", "ada", "leo"), ("edits", "mia", "ada", "staff"),
    ("calls", "mia", "ada", "leo"), ("saw_call", "leo", "ada"),
    ("tags", "mia", "ada"), ("drafts", "mia", "ada", "Good mor"), ("drafts", "mia", "ada", ""),
    ("invites", "mia", "ada", "leo"), ("writes", "ada"), ("answers", "leo", "ada"), ("edits", "leo", "ada"),
    ("asks", "leo", "part", "ada"), ("passes_on", "mia", "ada", "leo", True),
    ("answers_offer", "leo", "decline"), ("passes_on", "mia", "ada", "leo", True), ("writes", "ada"),
    ("answers_offer", "leo", "accept"), ("passes_on", "leo", "ada", "mia"), ("drops_out", "mia"),
    ("writes", "ada"), ("comes_back", "mia"), ("asks", "sam", "take_over", "ada"),
    ("assigns", "sam", "ada", "mia"), ("asks", "mia", "requeue", "ada"), ("ring_in_vain",),
    ("assigns", "sam", "ada", "mia"), ("answers", "mia", "ada"), ("silence", 2), ("writes", "ada"),
    ("answers", "mia", "ada"), ("silence", 2), ("silence", 40), ("opens", "ada"),
    ("assigns", "sam", "ada", "mia"), ("passes_on", "mia", "ada", "deliveries"), ("writes", "ada"),
    ("assigns", "sam", "ada", "zoe"), ("answers", "zoe", "ada"), ("asks", "zoe", "close", "ada"),
    ("leaves_message", "bob"), ("writes", "bob"), ("asks", "leo", "pull", "bob"), ("becomes", "leo", "busy"),
    ("ends", "bob"), ("becomes", "mia", "away"), ("opens", "cyd"), ("writes", "cyd"), ("ends", "cyd"),
]  # fmt: skip


async def test_a_day_on_which_everything_happens(shift):
    for deed, *who in A_DAY:
        await shift.do(deed, *who)
    heard = set().union(*(console.types for console in shift.recording.consoles.values()))
    assert heard >= {
        "entry", "read", "chat_session", "offer", "offer_ended", "agent", "colleague", "transfer_answered",
        "draft", "mentioned", "mentions_seen",
        "opened", "assigned", "transferred", "requeued", "joined", "parted", "idle_warned", "left_message",
        "reopened", "closed", "amended",
    }  # fmt: skip
    assert "\n".join(replayed(shift.recording)) == ""


DEEDS: list[Callable[[Random], tuple[Any, ...]]] = [
    lambda r: ("opens", r.choice(CUSTOMERS)),
    lambda r: ("writes", r.choice(CUSTOMERS)),
    lambda r: ("writes", r.choice(CUSTOMERS)),
    lambda r: ("reads", r.choice(CUSTOMERS)),
    lambda r: (r.choice(["ends", "leaves_message"]), r.choice(CUSTOMERS)),
    lambda r: ("answers", r.choice(AGENTS), r.choice(CUSTOMERS), r.choice(["public", "public", "staff"])),
    lambda r: ("has_read", r.choice(AGENTS), r.choice(CUSTOMERS)),
    lambda r: (r.choice(["edits", "recalls"]), r.choice(AGENTS), r.choice(CUSTOMERS), r.choice(["public", "staff"])),
    lambda r: ("asks", r.choice(AGENTS), r.choice(["pull", "pull", "requeue", "part", "take_over", "close"]),
               r.choice(CUSTOMERS)),
    lambda r: (r.choice(["invites", "assigns", "passes_on"]), r.choice(AGENTS), r.choice(CUSTOMERS), r.choice(AGENTS)),
    lambda r: ("passes_on", r.choice(AGENTS), r.choice(CUSTOMERS), r.choice([*AGENTS, "deliveries"]), True),
    lambda r: ("answers_offer", r.choice(AGENTS), r.choice(["accept", "accept", "decline"])),
    lambda r: ("tags", r.choice(AGENTS), r.choice(CUSTOMERS)),
    lambda r: ("calls", r.choice(AGENTS), r.choice(CUSTOMERS), r.choice(AGENTS)),
    lambda r: ("saw_call", r.choice(AGENTS), r.choice(CUSTOMERS)),
    lambda r: ("drafts", r.choice(AGENTS), r.choice(CUSTOMERS), r.choice(["Good mor", ""])),
    lambda r: (r.choice(["drops_out", "comes_back"]), r.choice(AGENTS)),
    lambda r: ("becomes", r.choice(AGENTS), r.choice(["online", "online", "busy", "away"])),
    lambda r: r.choice([("ring_in_vain",), ("silence", 2)]),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_in_whatever_order(shift, seed):
    chance = Random(seed)
    for _ in range(80):
        deed, *who = chance.choice(DEEDS)(chance)
        await shift.do(deed, *who)
    assert "\n".join(replayed(shift.recording)) == ""


async def test_a_console_that_was_told_otherwise_is_found(shift):
    await shift.do("opens", "ada")
    await shift.do("writes", "ada")
    console = shift.recording.consoles["mia"]
    console.steps[1]["heard"].clear()
    (fault, *_) = replayed(shift.recording)
    assert fault.startswith("writes ada: mia.")
