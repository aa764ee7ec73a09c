import pytest

from agents.strategies.round_robin import rank
from tests.agents.strategies.build import agent, in_order


@pytest.mark.parametrize(
    ("_case", "candidates", "expected"),
    [
        ("asked longest ago", [agent(1, asked_minutes_ago=1), agent(2, asked_minutes_ago=9)], [2, 1]),
        ("never asked before all", [agent(1, asked_minutes_ago=9), agent(2)], [2, 1]),
        ("whatever the load", [agent(1, asked_minutes_ago=1), agent(2, busy=3, asked_minutes_ago=9)], [2, 1]),
        ("never asked, both: lowest id", [agent(2, idle_minutes=9), agent(1)], [1, 2]),
        ("same instant: lowest id", [agent(2, asked_minutes_ago=1), agent(1, asked_minutes_ago=1)], [1, 2]),
    ],
)
def test_who_is_asked_first(_case, candidates, expected):
    assert in_order(rank, *candidates) == in_order(rank, *reversed(candidates)) == expected
