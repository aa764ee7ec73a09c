import pytest

from agents.rules.sight import Part, Seen, may_see
from chat.ids import new_id

ME, TOM, SALES, BILLING = (new_id() for _ in range(4))
AGENT = Part(is_staff=True, queues=frozenset({SALES}))
SUPERVISOR = Part(is_staff=True, queues=frozenset({SALES}), supervised=frozenset({SALES}))
ROOT = Part(is_staff=True, sees_all=True)
GONE = Part(is_staff=False, queues=frozenset({SALES}))


@pytest.mark.parametrize(
    ("_case", "part", "seen", "expected"),
    [
        ("of my queue", AGENT, Seen(SALES, False, [TOM]), True),
        ("of another", AGENT, Seen(BILLING, False, [TOM]), False),
        ("my own in another", AGENT, Seen(BILLING, True, [ME]), True),
        ("I help in another", AGENT, Seen(BILLING, False, [TOM, ME]), True),
        ("of no queue, open", AGENT, Seen(None, False, [None]), True),
        ("of no queue, ended", AGENT, Seen(None, True, [TOM]), False),
        ("of no queue, ended, and I oversee a group", SUPERVISOR, Seen(None, True, [TOM]), True),
        ("of another, and I oversee mine", SUPERVISOR, Seen(BILLING, False, [TOM]), False),
        ("an administrator", ROOT, Seen(BILLING, True, [TOM]), True),
        ("somebody who left", GONE, Seen(SALES, False, [ME]), False),
    ],
)
def test_who_sees_what(_case, part, seen, expected):
    assert may_see(ME, part, seen) is expected
