"""The gate: how many connections and messages one client may have, on this node."""

import math
import time
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from chat.protocol.refusals import CloseCode, Closing, Refused

MOST_POLLING = 50_000


class TokenBucket:
    """`rate` per second on average, `burst` at once."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = now

    def take(self, now: float) -> float:
        """Take one token: 0, or the seconds until there is one again."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._rate if self._rate else math.inf


class KeyedBuckets:
    """A bucket per key (an IP address, say); the least recently used are forgotten."""

    def __init__(self, per_minute: int, *, most_keys: int = 50_000) -> None:
        self._per_minute = per_minute
        self._most_keys = most_keys
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def take(self, key: str, now: float | None = None) -> float:
        """0, or the seconds until this key may come again."""
        now = time.monotonic() if now is None else now
        bucket = self._buckets.pop(key, None) or TokenBucket(self._per_minute / 60, self._per_minute, now)
        self._buckets[key] = bucket
        if len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        return bucket.take(now)


class Limits(Protocol):
    """What the gate reads of the settings."""

    @property
    def messages_per_second(self) -> float: ...
    @property
    def messages_burst(self) -> int: ...
    @property
    def handshakes_per_ip_per_minute(self) -> int: ...
    @property
    def openings_per_customer_per_minute(self) -> int: ...
    @property
    def visits_per_customer_per_minute(self) -> int: ...
    @property
    def searches_per_agent_per_minute(self) -> int: ...


class Gate:
    """Counts what is open now and what came lately."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: Counter[str] = Counter()
        self._polling: OrderedDict[str, tuple[TokenBucket, TokenBucket]] = OrderedDict()
        self._handshakes = KeyedBuckets(limits.handshakes_per_ip_per_minute)
        self._openings = KeyedBuckets(limits.openings_per_customer_per_minute)
        self._visits = KeyedBuckets(limits.visits_per_customer_per_minute)
        self._searches = KeyedBuckets(limits.searches_per_agent_per_minute)

    @contextmanager
    def admit(self, key: str, most: int) -> Iterator[None]:
        """Hold one place for `key`. Raises `Closing(TOO_MANY)` when all are taken."""
        if self._open[key] >= most:
            raise Closing(CloseCode.TOO_MANY)
        self._open[key] += 1
        try:
            yield
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]

    def handshake(self, ip: str) -> None:
        """One more attempt from this address. Raises `Closing(TOO_MANY)`, or `Refused` over HTTP's door."""
        if self._handshakes.take(ip):
            raise Closing(CloseCode.TOO_MANY)

    def opening(self, customer: str) -> None:
        """One more chat session opened or message left. Raises `Refused("too_fast")` with the seconds to wait."""
        _refuse_for(self._openings.take(customer))

    def visit(self, customer: str) -> None:
        """One more page that the customer went to. Raises as `opening`."""
        _refuse_for(self._visits.take(customer))

    def search(self, agent: str) -> None:
        """One more search of an agent. Raises as `opening`."""
        _refuse_for(self._searches.take(agent))

    def message_buckets(self, now: float) -> tuple[TokenBucket, TokenBucket]:
        """A new connection's buckets: for messages, and for frames of every type."""
        rate, burst = self._limits.messages_per_second, self._limits.messages_burst
        return TokenBucket(rate, burst, now), TokenBucket(rate * 5, burst * 5, now)

    def polling_buckets(self, key: str, now: float) -> tuple[TokenBucket, TokenBucket]:
        """The buckets that all exchanges of one client share: each of them is a new connection."""
        buckets = self._polling.pop(key, None) or self.message_buckets(now)
        self._polling[key] = buckets
        if len(self._polling) > MOST_POLLING:
            self._polling.popitem(last=False)
        return buckets


def refuse_if_too_fast(bucket: TokenBucket, now: float) -> None:
    """Raises `Refused("too_fast")` with the seconds to wait."""
    _refuse_for(bucket.take(now))


def _refuse_for(wait_seconds: float) -> None:
    if wait_seconds:
        raise Refused("too_fast", retry_after=round(wait_seconds + 0.05, 2))
