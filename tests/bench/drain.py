"""A full queue and a floor that comes online at once: how long until every place is filled."""

import time
from collections.abc import Sequence
from uuid import UUID

from agents.models import Agent, Assignment, Decision, SkillGroup, Status
from tests.agents.build import group
from tests.agents.queues import crew_of, line_of
from tests.bench.figures import Figure, Report
from tests.bench.javascript import Program, install
from tests.bench.nodes import running_nodes
from tests.bench.people import console

WAITING = 2_000
AGENTS = 400
CAPACITY = 5
NODES = 4
AT_ONCE = 40
LIMIT_SECONDS = 120.0


def measure(report: Report) -> None:
    report.under(
        f"{WAITING} waiting; {AGENTS} agents with {CAPACITY} places each, their consoles open over {NODES} nodes, set"
        " themselves online in the same moment; until every place is filled"
    )
    install()
    front = group(auto_accept=True)
    crew = crew_of(AGENTS, [front], connected_until=None, status=Status.OFFLINE, capacity=CAPACITY)
    with running_nodes(NODES) as nodes, Program("queue.mjs") as people:
        for start in range(0, AGENTS, AT_ONCE):
            coming = enumerate(crew[start : start + AT_ONCE])
            clients = [console(agent, nodes[number % NODES].url) for number, agent in coming]
            people.do("staff", clients=clients, at_once=AT_ONCE)
        line = [talk.id for talk in line_of(WAITING, front)]
        began = time.monotonic()
        people.begin("online")
        filled = until_filled(began)
        closed = people.result()["closed"]
    report.add(Figure("drain", filled, "s", n=WAITING, spread=(filled, filled), at_most=10.0))
    for name, wrong in (
        ("out of order", out_of_order(front, line)),
        ("over capacity", Agent.objects.filter(active_slots__gt=CAPACITY).count()),
        ("cut off", len(closed)),
    ):
        report.add(Figure(name, float(wrong), name, n=WAITING, spread=(wrong, wrong), at_most=0.0))


def until_filled(began: float) -> float:
    """Seconds until every place is taken. Raises TimeoutError."""
    while time.monotonic() < began + LIMIT_SECONDS:
        if Assignment.objects.filter(ended_at=None).count() == WAITING:
            return time.monotonic() - began
        time.sleep(0.02)
    raise TimeoutError(f"{Assignment.objects.filter(ended_at=None).count()} of {WAITING} were given")


def out_of_order(front: SkillGroup, line: Sequence[UUID]) -> int:
    """How many were given at another place than they had in the line."""
    given = Decision.objects.filter(group=front, kind=Decision.Kind.ASSIGNED).order_by("id")
    places = zip(given.values_list("chat_session", flat=True), line, strict=False)
    return sum(one != other for one, other in places)
