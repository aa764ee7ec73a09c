import pytest

from agents.strategies.longest_idle import rank
from tests.agents.strategies.build import agent, in_order


@pytest.mark.parametrize(
    ("_case", "candidates", "expected"),
    [
        ("idle longest", [agent(1, idle_minutes=1), agent(2, idle_minutes=9)], [2, 1]),
        ("whatever the load", [agent(1), agent(2, busy=3, idle_minutes=9)], [2, 1]),
        ("whatever the level", [agent(1, level=5), agent(2, idle_minutes=9)], [2, 1]),
        ("full tie: lowest id", [agent(2), agent(1)], [1, 2]),
    ],
)
def test_who_is_asked_first(_case, candidates, expected):
    assert in_order(rank, *candidates) == in_order(rank, *reversed(candidates)) == expected
