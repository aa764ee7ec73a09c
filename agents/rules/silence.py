"""What follows when a customer falls silent: asked whether they are still there, then closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Warn:
    """Ask now; unless the customer writes, it closes at `closes_at`."""

    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Close:
    """They were asked and stayed silent."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Nothing follows before `at`, whatever anybody writes until then. So messages need not write when to look."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """The group does not ask."""


def after_silence(
    *,
    now: datetime,
    last_customer_at: datetime | None,
    last_agent_at: datetime | None,
    warned_at: datetime | None,
    warn_seconds: int | None,
    close_seconds: int,
) -> Warn | Close | LookAgain | Never:
    """What is due for a customer, given the last public text of each side.

    They are silent while the last text is an agent's. What they write after the warning makes it void; what an
    agent writes after it does not give them more time.
    """
    if warn_seconds is None:
        return Never()
    # Even a customer who writes this instant, and is answered at once, is not asked before this.
    soonest = now + timedelta(seconds=warn_seconds)
    if last_agent_at is None or (last_customer_at is not None and last_customer_at >= last_agent_at):
        return LookAgain(soonest)
    if warned_at is not None and (last_customer_at is None or last_customer_at < warned_at):
        closes_at = warned_at + timedelta(seconds=close_seconds)
        return Close() if closes_at <= now else LookAgain(min(closes_at, soonest))
    warn_at = last_agent_at + timedelta(seconds=warn_seconds)
    return Warn(now + timedelta(seconds=close_seconds)) if warn_at <= now else LookAgain(warn_at)
