import pytest

from agents.strategies.skill_level import rank
from tests.agents.strategies.build import agent, in_order


@pytest.mark.parametrize(
    ("_case", "candidates", "expected"),
    [
        ("the most skilled", [agent(1), agent(2, level=3), agent(3, level=2)], [2, 3, 1]),
        ("whatever the load", [agent(1), agent(2, level=2, busy=3)], [2, 1]),
        ("same level: less load", [agent(1, busy=2), agent(2, busy=1)], [2, 1]),
        ("same level and load: idle longest", [agent(1), agent(2, idle_minutes=5)], [2, 1]),
        ("full tie: lowest id", [agent(2), agent(1)], [1, 2]),
    ],
)
def test_who_is_asked_first(_case, candidates, expected):
    assert in_order(rank, *candidates) == in_order(rank, *reversed(candidates)) == expected
