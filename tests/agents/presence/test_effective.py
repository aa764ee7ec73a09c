from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agents.presence.effective import effective_status

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)
FREE: dict[str, Any] = {
    "status": "online", "is_present": True, "wrap_up_until": None, "active_slots": 2, "capacity": 3, "now": NOW,
}  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "differs", "expected"),
    [
        ("online, with a slot left", {}, "free"),
        ("not there, whatever was chosen", {"is_present": False}, "offline"),
        ("not there comes first", {"is_present": False, "status": "busy"}, "offline"),
        ("chose offline", {"status": "offline"}, "offline"),
        ("chose away", {"status": "away"}, "away"),
        ("chose busy", {"status": "busy"}, "busy"),
        ("busy comes before the pause", {"status": "busy", "wrap_up_until": LATER}, "busy"),
        ("away comes before full", {"status": "away", "active_slots": 3}, "away"),
        ("pauses after closing", {"wrap_up_until": LATER}, "wrap_up"),
        ("the pause comes before full", {"wrap_up_until": LATER, "active_slots": 3}, "wrap_up"),
        ("the pause is over", {"wrap_up_until": EARLIER}, "free"),
        ("the pause is over this instant", {"wrap_up_until": NOW}, "free"),
        ("no slot left", {"active_slots": 3}, "full"),
        ("more than full: a supervisor insisted", {"active_slots": 4}, "full"),
        ("no capacity at all", {"active_slots": 0, "capacity": 0}, "full"),
    ],
)
def test_the_first_that_applies(_case, differs, expected):
    assert effective_status(**(FREE | differs)) == expected
