"""`agents.strategies`: names become strategies."""

import logging
from uuid import UUID

import pytest

from agents.rules.candidates import Candidate
from agents.strategies import choices, least_loaded, longest_idle, manual, round_robin, skill_level, strategy
from tests.agents.strategies.build import agent


def alphabetical(candidate: Candidate) -> tuple[str, UUID]:
    """By name.

    A second line is for programmers.
    """
    return candidate.name, candidate.agent_id


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("least_loaded", least_loaded),
        ("longest_idle", longest_idle),
        ("round_robin", round_robin),
        ("skill_level", skill_level),
        ("manual", manual),
    ],
)
def test_each_strategy_has_a_name(name, module):
    assert strategy(name) is module.rank


def test_one_setting_adds_a_strategy(settings):
    settings.FRONTDESK_STRATEGIES = {"by_name": f"{__name__}.alphabetical"}
    assert strategy("by_name")(agent(7)) == ("Agent 7", UUID(int=7))
    assert choices() == [("by_name", "By name: By name")]


def test_people_read_what_each_does():
    assert choices() == [
        ("least_loaded", "Least loaded: Whoever has the smallest share of their places taken"),
        ("longest_idle", "Longest idle: Whoever has been idle longest"),
        ("round_robin", "Round robin: Each in turn: whoever was last asked longest ago"),
        ("skill_level", "Skill level: The most skilled first, among equals the least loaded"),
        ("manual", "Manual: Nobody is asked; agents pull from the queue"),
    ]


def test_a_name_that_is_gone_does_not_stop_the_queue_and_is_logged_once(caplog):
    with caplog.at_level(logging.WARNING, "agents.strategies"):
        found = [strategy("was_removed"), strategy("was_removed")]
    assert found == [least_loaded.rank, least_loaded.rank]
    assert caplog.messages == ["There is no strategy 'was_removed'; the least loaded agent is asked first"]


@pytest.mark.parametrize("path", ["agents.strategies.lost.rank", "agents.strategies.manual.lost"])
def test_nor_does_one_that_cannot_be_imported(settings, caplog, path):
    settings.FRONTDESK_STRATEGIES = {"broken": path}
    assert strategy("broken") is least_loaded.rank
    assert caplog.messages == ["Strategy broken cannot be imported; the least loaded agent is asked first"]
