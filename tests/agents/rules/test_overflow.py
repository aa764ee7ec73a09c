from uuid import UUID

import pytest

from agents.rules.overflow import comes_back


@pytest.mark.parametrize(
    ("_case", "leads_to", "expected"),
    [
        ("nowhere", {1: None}, False),
        ("unknown", {}, False),
        ("to itself", {1: 1}, True),
        ("to one that keeps it", {1: 2, 2: None}, False),
        ("to and fro", {1: 2, 2: 1}, True),
        ("the long way", {1: 2, 2: 3, 3: 1}, True),
        ("into the circle of others", {1: 2, 2: 3, 3: 2}, False),
    ],
)
def test_where_the_overflow_of_the_first_leads(_case, leads_to, expected):
    ids = {UUID(int=a): b and UUID(int=b) for a, b in leads_to.items()}
    assert comes_back(UUID(int=1), ids) is expected
