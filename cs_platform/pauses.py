"""Short pauses: what Python does on the side must not keep a customer's message waiting."""

import gc
import sys

THRESHOLDS = (3_000, 5, 10)
SWITCH_SECONDS = 0.002


def keep_pauses_short() -> None:
    """For a process that has loaded everything and now serves.

    The collector stops every thread: with 100 consoles on a node a full collection took 70 to 130 ms, most of it over
    modules and Django's setup, and came every 15 s. Spared those, it takes 25 to 65 ms after a burst.

    A thread that only computes, such as one that reads a floor of hundreds, keeps the interpreter for 5 ms from one
    that comes back from the database; and an offer comes back twenty times. At 0.5 ms the event loop itself is held up.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    sys.setswitchinterval(SWITCH_SECONDS)
