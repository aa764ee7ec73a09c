from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agents.rules.silence import Close, LookAgain, Never, Warn, after_silence

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(second: float) -> datetime:
    return T0 + timedelta(seconds=second)


def step(now: float, **more: Any) -> Warn | Close | LookAgain | Never:
    """Asked after 100 s, closed 50 s later; an agent wrote at 0 unless told otherwise."""
    seconds: dict[str, float | None] = {"last_customer_at": None, "last_agent_at": 0, "warned_at": None}
    limits = {name: more.pop(name, limit) for name, limit in (("warn_seconds", 100), ("close_seconds", 50))}
    times = {name: None if second is None else at(second) for name, second in (seconds | more).items()}
    return after_silence(now=at(now), **times, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("_case", "now", "said", "expected"),
    [
        ("the group does not ask", 500, {"warn_seconds": None}, Never()),
        ("nor does it close who was asked before", 500, {"warn_seconds": None, "warned_at": 100}, Never()),
        ("nobody wrote yet", 10, {"last_agent_at": None}, LookAgain(at(110))),
        ("the customer waits for an answer", 500, {"last_customer_at": 10}, LookAgain(at(600))),
        ("both at the same instant", 500, {"last_customer_at": 0}, LookAgain(at(600))),
        ("silent, not for long", 60, {"last_customer_at": -5}, LookAgain(at(100))),
        ("who never wrote can be silent too", 60, {}, LookAgain(at(100))),
        ("silent for long", 100, {"last_customer_at": -5}, Warn(at(150))),
        ("looked late: the full time to answer all the same", 170, {}, Warn(at(220))),
        ("asked, time to answer is left", 120, {"warned_at": 100}, LookAgain(at(150))),
        ("asked, time to answer is over", 150, {"warned_at": 100}, Close()),
        ("an agent's text after the warning wins no time", 150, {"warned_at": 100, "last_agent_at": 140}, Close()),
        ("a customer's text after it does", 150, {"warned_at": 100, "last_customer_at": 120}, LookAgain(at(250))),
        ("and an agent's after that starts anew", 160,
         {"warned_at": 100, "last_customer_at": 120, "last_agent_at": 130}, LookAgain(at(230))),
        ("up to a second warning", 230, {"warned_at": 100, "last_customer_at": 120, "last_agent_at": 130},
         Warn(at(280))),
        ("a long time to answer: look when a new warning could be due", 120,
         {"warned_at": 100, "close_seconds": 900}, LookAgain(at(220))),
    ],
)  # fmt: skip
def test_what_follows(_case, now, said, expected):
    assert step(now, **said) == expected


def was_asked(last_customer_at: int | None, last_agent_at: int | None, warned_at: int) -> bool:
    """Whether a warning can stand beside these texts: only a silent customer is asked."""
    if last_agent_at is None:
        return False
    return last_customer_at is None or last_customer_at >= warned_at or last_customer_at < last_agent_at


moments = st.none() | st.integers(0, 300)


@given(
    now=st.integers(300, 500),
    last_customer_at=moments,
    last_agent_at=moments,
    warned_at=moments,
    close_seconds=st.integers(1, 400),
    later=st.lists(st.tuples(st.sampled_from(["customer", "agent"]), st.integers(0, 400)), max_size=4),
)
@settings(max_examples=300)
def test_nothing_is_due_before_the_time_to_look_again_whatever_is_written(
    now, last_customer_at, last_agent_at, warned_at, close_seconds, later
):
    said = {"customer": last_customer_at, "agent": last_agent_at}
    assume(warned_at is None or was_asked(last_customer_at, last_agent_at, warned_at))
    first = step(
        now, last_customer_at=said["customer"], last_agent_at=said["agent"], warned_at=warned_at,
        close_seconds=close_seconds,
    )  # fmt: skip
    if not isinstance(first, LookAgain):
        return
    assert first.at > at(now)
    before = (first.at - at(now)).total_seconds() - 1
    for who, after in sorted(later, key=lambda text: text[1]):
        if after <= before:
            said[who] = now + after
    assert isinstance(
        step(
            now + before, last_customer_at=said["customer"], last_agent_at=said["agent"], warned_at=warned_at,
            close_seconds=close_seconds,
        ),
        LookAgain,
    )  # fmt: skip
