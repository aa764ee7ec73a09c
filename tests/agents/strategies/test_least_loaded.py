import pytest

from agents.strategies.least_loaded import rank
from tests.agents.strategies.build import agent, in_order


@pytest.mark.parametrize(
    ("_case", "candidates", "expected"),
    [
        ("less load first", [agent(1, busy=2), agent(2, busy=1)], [2, 1]),
        ("the share counts, not the number", [agent(1, busy=2), agent(2, busy=3, capacity=8)], [2, 1]),
        ("same share: idle longest", [agent(1, busy=1), agent(2, busy=1, idle_minutes=5)], [2, 1]),
        ("the load goes before idleness", [agent(1), agent(2, busy=1, idle_minutes=5)], [1, 2]),
        ("no capacity is full", [agent(1, capacity=0), agent(2, busy=3)], [2, 1]),
        ("full tie: lowest id", [agent(2), agent(1)], [1, 2]),
    ],
)
def test_who_is_asked_first(_case, candidates, expected):
    assert in_order(rank, *candidates) == in_order(rank, *reversed(candidates)) == expected
