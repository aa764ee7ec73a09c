from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from agents.rules import Candidate, pick_agent

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def agent(number: int, *, busy: int = 0, capacity: int = 3, idle_minutes: int = 0) -> Candidate:
    return Candidate(UUID(int=number), busy, capacity, T0 - timedelta(minutes=idle_minutes))


@pytest.mark.parametrize(
    ("_case", "candidates", "expected"),
    [
        ("nobody on shift", [], None),
        ("everyone full", [agent(1, busy=3), agent(2, busy=5, capacity=5)], None),
        ("over a capacity that was lowered", [agent(1, busy=4)], None),
        ("no capacity at all", [agent(1, capacity=0)], None),
        ("the one with room", [agent(1, busy=3), agent(2, busy=2)], 2),
        ("less load first", [agent(1, busy=2), agent(2, busy=1)], 2),
        ("share counts, not number", [agent(1, busy=2), agent(2, busy=3, capacity=6)], 2),
        ("same load: idle longest", [agent(1), agent(2, idle_minutes=5)], 2),
        ("full tie: lowest id", [agent(2), agent(1)], 1),
    ],
)
def test_picks(_case, candidates, expected):
    picked = pick_agent(candidates)
    assert (picked and picked.agent_id.int) == expected
    assert pick_agent(reversed(candidates)) == picked
