"""Many processes on one queue, and deadlocks nowhere."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from agents.models import Agent, Assignment, Decision, Offer, Routing, SkillGroup, Stage
from chat.models import ChatSession
from tests.agents.build import check_slots
from tests.agents.build import group as group_of
from tests.agents.invariants import check_owners, without_deadlocks
from tests.agents.presence.build import forget_presence
from tests.agents.queues import crew_of, line_of
from tests.live import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

PROCESSES = 16
ROUNDS = 10
WAITING = 400
AGENTS = 10
CAPACITY = 5
TURNS = 4


class Racers:
    """The processes; each goes through all rounds, so that starting them is paid once."""

    def __init__(self, env: dict[str, str]) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.faults.racer"],
                cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for _ in range(PROCESSES)
        ]  # fmt: skip
        assert self._answers() == ["ready"] * PROCESSES

    def race(self, group: SkillGroup, *, seed: int) -> Counter[str]:
        """All at once; what was done altogether. Fails with what went wrong in any of them."""
        for number, process in enumerate(self._processes):
            assert process.stdin is not None
            asked = {"group": str(group.id), "seed": seed * PROCESSES + number, "turns": TURNS}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        answers = self._answers()
        assert [fault for answer in answers for fault in answer["faults"]] == []
        return sum((Counter(answer["done"]) for answer in answers), Counter())

    def _answers(self) -> list[Any]:
        return [json.loads(each.stdout.readline()) for each in self._processes if each.stdout is not None]

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def racers(live_env) -> Iterator[Racers]:
    forget_presence()
    started = Racers(os.environ | live_env)
    yield started
    started.end()


@pytest.mark.parametrize("auto_accept", [False, True], ids=["ringing", "at once"])
def test_sixteen_processes_race_for_ten_agents(racers, auto_accept):
    with without_deadlocks():
        for number in range(ROUNDS):
            front = group_of(f"Round {number}", auto_accept=auto_accept)
            line, crew = line_of(WAITING, front), crew_of(AGENTS, [front], capacity=CAPACITY)
            done = racers.race(front, seed=number)
            print(number, dict(done))
            check_owners()
            check_slots()
            assert slots(crew) == [CAPACITY] * AGENTS
            check_order(line, front)


def slots(crew: list[Agent]) -> list[int]:
    rows = Agent.objects.filter(pk__in=[agent.pk for agent in crew])
    return list(rows.values_list("active_slots", flat=True))


def check_order(line: list[ChatSession], front: SkillGroup) -> None:
    """Those given are the first in line, and they were given one after the other as they stand in it."""
    place = {talk.pk: number for number, talk in enumerate(line)}
    given = Decision.objects.filter(group=front, kind__in=["offered", "assigned"]).order_by("id")
    places = [place[talk] for talk in given.values_list("chat_session", flat=True)]
    assert places == sorted(set(places))
    waits = Routing.objects.filter(group=front, stage=Stage.WAITING).values_list("pk", flat=True)
    assert max(places) < min(place[talk] for talk in waits)
    holding = Assignment.objects.filter(chat_session__in=place, ended_at=None).count()
    ringing = Offer.objects.filter(chat_session__in=place, outcome=None).count()
    assert holding + ringing == AGENTS * CAPACITY
