"""One of many processes that work on one queue at once. A line of JSON in, a line of JSON out:

    {"group": id, "seed": n, "turns": n}   so many turns of assigning, accepting and closing, then one last look

The answer counts what was done, and names what went wrong.
"""

import json
import os
import sys
from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_platform.settings")
django.setup()

from agents.engine import assign_waiting  # noqa: E402
from agents.models import Assignment, Offer, Routing, Stage  # noqa: E402
from agents.services.closing import close_by_agent  # noqa: E402
from agents.services.offers import accept_offer  # noqa: E402
from chat.protocol.refusals import Refused  # noqa: E402
from chat.services.chat_sessions import close_chat_session  # noqa: E402


def accepts(group: UUID, dice: Random) -> str:
    """One of the agents at whom it rings."""
    live = list(Offer.objects.filter(group=group, outcome=None).values_list("pk", "agent"))
    if not live:
        return assigns(group, dice)
    offer, agent = dice.choice(live)
    accept_offer(offer_id=offer, agent_id=agent)
    return "accepted"


def agent_closes(group: UUID, dice: Random) -> str:
    held = Assignment.objects.filter(ended_at=None, chat_session__queue_id=group)
    pairs = list(held.values_list("chat_session", "agent"))
    if not pairs:
        return customer_closes(group, dice)
    talk, agent = dice.choice(pairs)
    close_by_agent(chat_session_id=talk, agent_id=agent)
    return "closed by agent"


def customer_closes(group: UUID, dice: Random) -> str:
    """Whoever it is: waiting, being offered, or talking."""
    alive = Routing.objects.filter(group=group).exclude(stage=Stage.CLOSED).order_by("order_at")
    talk = dice.choice(list(alive.values_list("pk", flat=True)[:80]))
    return "closed by customer" if close_chat_session(chat_session=talk, by="customer") else "was closed"


def assigns(group: UUID, dice: Random) -> str:
    assign_waiting([group])
    return "assigned"


DEEDS = (assigns, accepts, accepts, agent_closes, customer_closes)


def race(group: UUID, dice: Random, turns: int) -> dict[str, Any]:
    done: Counter[str] = Counter()
    faults: list[str] = []
    for _ in range(turns):
        try:
            done[dice.choice(DEEDS)(group, dice)] += 1
        except Refused as no:
            done[no.code] += 1
        except Exception as error:  # whatever it is: the test shows it
            faults.append(repr(error))
    assign_waiting([group])
    return {"done": done, "faults": faults}


if __name__ == "__main__":
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(race(UUID(asked["group"]), Random(asked["seed"]), asked["turns"])), flush=True)
