from agents.strategies.manual import rank
from tests.agents.strategies.build import agent, in_order


def test_nobody_is_asked():
    assert in_order(rank, agent(1), agent(2, level=5, idle_minutes=9)) == []
