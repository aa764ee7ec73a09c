"""The way to the leases: short waits, and after a failure none at all for a while."""

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from agents.presence.leases import Leases

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 0.5
REST_SECONDS = 3.0
T = TypeVar("T")


def client_of(redis_url: str) -> redis.Redis:
    """A client for threads and forks. A connection that Redis closed meanwhile is replaced; a wait is not repeated."""
    return redis.Redis.from_url(
        redis_url,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 1, (redis.ConnectionError,)),
    )


class Link:
    """Asks Redis about leases as long as it answers. Says so once when it stops, and once when it is back.

    After a failure nobody asks for `rest_seconds`; then one caller tries while the others go on without. So a Redis
    that hangs costs one wait of half a second every few seconds, however many ask.
    """

    def __init__(
        self,
        leases: Leases,
        *,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._leases = leases
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._rests_until: float | None = None

    def ask(self, question: Callable[[Leases], T]) -> T | None:
        """The answer, or None when Redis cannot say. Blocks for half a second at most."""
        rests_until = self._rests_until
        if rests_until is not None:
            if self._clock() < rests_until:
                return None
            self._rests_until = self._clock() + self._rest_seconds  # for everybody but this caller
        try:
            answer = question(self._leases)
        except redis.RedisError as error:
            if self._rests_until is None:
                logger.warning("Redis does not say who is present (%r); the leases in the database do", error)
            self._rests_until = self._clock() + self._rest_seconds
            return None
        if self._rests_until is not None:
            self._rests_until = None
            logger.info("Redis says again who is present")
        return answer


@cache
def link() -> Link:
    """This process's link to the configured Redis."""
    return Link(Leases(client_of(settings.REDIS_URL)))
