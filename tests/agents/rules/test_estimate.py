from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.rules.estimate import KIND_MINUTES, wait_estimate

HALF_AN_HOUR = 1800


def estimate(place: int, answered: int, *, window_seconds: float = HALF_AN_HOUR, agents: int = 2):
    return wait_estimate(
        place=place, answered=answered, window_seconds=window_seconds, agents_free_to_answer=agents
    )


@pytest.mark.parametrize(
    ("_case", "place", "answered", "expected"),
    [
        ("many answers, first place", 1, 120, (1, 2)),
        ("one a minute, first place", 1, 30, (1, 2)),
        ("one a minute, third place", 3, 30, (1, 5)),
        ("one a minute, fifth place", 5, 30, (3, 8)),
        ("one a minute, twelfth place", 12, 30, (8, 20)),
        ("two a minute, twelfth place", 12, 60, (4, 8)),
        ("the same place, told by ten answers", 5, 10, (10, 30)),
        ("the same place, told by three", 5, 3, (30, 90)),
        ("hardly any answers: a wide range", 1, 3, (4, 30)),
        ("too few answers to say", 1, 2, None),
        ("none at all", 1, 0, None),
        ("longer than two hours", 40, 10, None),
    ],
)
def test_what_is_told(_case, place, answered, expected):
    assert estimate(place, answered) == expected


def test_nothing_is_told_while_nobody_is_there_to_answer():
    assert estimate(1, 30, agents=0) is None


def test_as_many_answers_in_half_the_time_halve_the_wait():
    assert (estimate(12, 30), estimate(12, 30, window_seconds=HALF_AN_HOUR / 2)) == ((8, 20), (4, 8))


places = st.integers(1, 3000)
answers = st.integers(3, 3000)


@given(place=places, answered=answers)
def test_a_range_is_always_two_numbers_that_people_say(place, answered):
    told = estimate(place, answered)
    if told is not None:
        low, high = told
        assert low < high
        assert {low, high} <= set(KIND_MINUTES)


@given(place=places, answered=answers)
def test_further_back_is_never_told_a_shorter_wait(place, answered):
    this, next_ = estimate(place, answered), estimate(place + 1, answered)
    assert next_ is None or (this is not None and this[0] <= next_[0] and this[1] <= next_[1])


@given(place=places, answered=answers)
def test_a_faster_group_is_never_told_a_longer_wait(place, answered):
    slower, faster = estimate(place, answered), estimate(place, answered + 1)
    assert slower is None or (faster is not None and faster[1] <= slower[1])


def test_fewer_answers_tell_less():
    """The same rate, known from 3, 12, 48 and 192 answers: the range narrows, as a ratio."""
    told = [estimate(12, n, window_seconds=60 * n) for n in (3, 12, 48, 192)]
    assert told == [(6, 20), (8, 20), (8, 15), (8, 15)]
    ratios = [high / low for low, high in filter(None, told)]
    assert all(wider >= narrower for wider, narrower in pairwise(ratios))
