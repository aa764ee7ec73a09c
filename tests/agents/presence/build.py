"""Leases in the run's own Redis for the tests of whoever asks who is present."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import redis
from django.conf import settings

from agents.clock import database_now
from agents.models import Agent
from agents.presence.leases import PREFIX, Lease, Leases
from agents.presence.link import client_of, link
from chat.ids import new_id


def forget_presence() -> None:
    """Redis knows of nobody, and says so: the lease in the database decides until `redis_decides`."""
    with client_of(settings.REDIS_URL) as client:
        if keys := client.keys(f"{PREFIX}*"):
            client.delete(*keys)


def redis_decides() -> None:
    """As if Redis had been told of leases for long."""
    with client_of(settings.REDIS_URL) as client:
        client.set(f"{PREFIX}since", 0)


def arrived(agent_id: UUID) -> Lease:
    """The agent has a connection, as far as Redis is concerned."""
    lease = Lease(agent_id, new_id(), time.time_ns())
    link().ask(lambda leases: leases.connect(lease))
    return lease


def left(lease: Lease) -> None:
    """That connection has ended, and lingers no more."""
    with client_of(settings.REDIS_URL) as client:
        Leases(client, lingering_ms=0).disconnect(lease)


def leases(client: redis.Redis, **more: int) -> Leases:
    """Without lingering or settling, unless told otherwise."""
    return Leases(client, **({"lingering_ms": 0, "settling_ms": 0} | more))


def who(asked: Leases) -> set[UUID]:
    """Who is present, of a Redis that knows."""
    found = asked.present()
    assert found is not None
    return set(found)


def until(holds: Callable[[], bool]) -> None:
    """Asks again and again; fails after 20 s."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def redis_seconds(agent_id: UUID) -> int | None:
    """How long Redis still has the agent present, in whole seconds; None if it never heard of them."""
    with client_of(settings.REDIS_URL) as client:
        ends_ms = client.zscore(f"{PREFIX}agents", str(agent_id))
        now_seconds, now_us = client.time()
    return None if ends_ms is None else round(ends_ms / 1000 - now_seconds - now_us / 1_000_000)


def connections_in_redis(agent_id: UUID) -> int:
    """How many connections of the agent Redis remembers, ended ones too."""
    with client_of(settings.REDIS_URL) as client:
        return int(client.hlen(f"{PREFIX}of:{agent_id}"))


def lease_seconds(of: Agent) -> int | None:
    """How long the lease in the database still runs, in whole seconds; None where there is none."""
    of.refresh_from_db()
    return (
        None if of.connected_until is None else round((of.connected_until - database_now()).total_seconds())
    )


def seen(of: Agent) -> bool:
    """Whether a person was seen at the agent's console lately, and not an hour ago."""
    of.refresh_from_db()
    return of.active_at > database_now() - timedelta(minutes=30)
