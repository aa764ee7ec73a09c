"""Many processes on one queue, and deadlocks nowhere."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from agents.engine import assign_waiting
from agents.models import Agent, Assignment, Decision, Offer, Routing, SkillGroup, Stage
from chat.models import ChatSession
from tests.agents.build import check_slots
from tests.agents.build import group as group_of
from tests.agents.invariants import check_owners, without_deadlocks
from tests.agents.presence.build import forget_presence
from tests.agents.queues import crew_of, line_of
from tests.live import ROOT, database_env

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

    def race(self, *groups: SkillGroup, seed: int) -> Counter[str]:
        """All at once, spread over the groups; what was done altogether. Fails with what went wrong in any of them."""
        for number, process in enumerate(self._processes):
            assert process.stdin is not None
            group = groups[number % len(groups)]
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


@pytest.fixture(scope="module")
def racers(django_db_setup) -> Iterator[Racers]:
    started = Racers(os.environ | database_env())
    yield started
    started.end()


@pytest.fixture(autouse=True)
def _the_database_says_who_is_there():
    forget_presence()


@pytest.mark.parametrize("auto_accept", [False, True], ids=["ringing", "at once"])
def test_sixteen_processes_race_for_ten_agents(racers, auto_accept):
    with without_deadlocks():
        for number in range(ROUNDS):
            front = group_of(f"Round {number}", auto_accept=auto_accept)
            line, crew = line_of(WAITING, front), crew_of(AGENTS, [front], capacity=CAPACITY)
            done = racers.race(front, seed=number)
            assert done["closed by customer"] > 0
            check_all_slots_are_used(crew, line)
            check_order(line, front)


def test_two_groups_race_for_the_agents_they_share(racers):
    with without_deadlocks():
        for number in range(ROUNDS):
            pair = [
                group_of(f"Round {number} {side}", auto_accept=side == "left") for side in ("left", "right")
            ]
            lines = [line_of(WAITING // 2, each) for each in pair]
            crew = crew_of(AGENTS, pair, capacity=CAPACITY)
            racers.race(*pair, seed=number)
            assign_waiting(each.id for each in pair)  # what was left to the sweep after too many lost races
            check_all_slots_are_used(crew, [talk for line in lines for talk in line])
            for line, group in zip(lines, pair, strict=True):
                check_order(line, group)


def check_all_slots_are_used(crew: list[Agent], line: list[ChatSession]) -> None:
    """By live offers and assignments, each counted once, and by no more than there are."""
    check_owners()
    check_slots()
    rows = Agent.objects.filter(pk__in=[agent.pk for agent in crew])
    assert list(rows.values_list("active_slots", flat=True)) == [CAPACITY] * AGENTS
    holding = Assignment.objects.filter(chat_session__in=line, ended_at=None).count()
    ringing = Offer.objects.filter(chat_session__in=line, outcome=None).count()
    assert holding + ringing == AGENTS * CAPACITY


def check_order(line: list[ChatSession], group: SkillGroup) -> None:
    """Those given are the first in line, and they were given one after the other as they stand in it."""
    place = {talk.pk: number for number, talk in enumerate(line)}
    given = Decision.objects.filter(group=group, kind__in=["offered", "assigned"]).order_by("id")
    places = [place[talk] for talk in given.values_list("chat_session", flat=True)]
    assert places == sorted(set(places))
    waits = Routing.objects.filter(group=group, stage=Stage.WAITING).values_list("pk", flat=True)
    assert max(places, default=-1) < min(place[talk] for talk in waits)
