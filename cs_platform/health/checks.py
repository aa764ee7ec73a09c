"""One look at each part Frontdesk stands on. Each is bounded in time and tells what it found."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
import redis.asyncio
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from cs_platform.tasks import WORKER_BEAT_KEY

LIMIT_SECONDS = 2.0
WORKER_BEAT_STALE_SECONDS = 20.0


@dataclass(frozen=True)
class Finding:
    """What a check found, and figures worth knowing."""

    ok: bool
    figures: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[], Awaitable[Finding]]


async def bounded(check: Check) -> Finding:
    """The check's finding; an error, or no answer within the limit, is a finding too."""
    try:
        return await asyncio.wait_for(check(), LIMIT_SECONDS)
    except Exception as error:
        return Finding(ok=False, figures={"error": type(error).__name__})


async def check_database() -> Finding:
    """Asks on a connection of its own: busy ones must not look like a dead database."""
    parameters = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(ours, None)
    async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as link:
        await link.execute("SELECT 1")
    return Finding(ok=True)


async def check_bus() -> Finding:
    """Whether this node hears the others; true where no node runs."""
    from chat.node import bus_is_up

    return Finding(ok=bus_is_up())


async def check_storage() -> Finding:
    """Writes and removes a file where attachments go."""
    await asyncio.to_thread(_write_and_remove)
    return Finding(ok=True)


async def check_worker() -> Finding:
    """How long ago a worker did the task that beat sends every 5 s."""
    async with redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_timeout=LIMIT_SECONDS) as client:
        written_at = await client.get(WORKER_BEAT_KEY)
    if written_at is None:
        return Finding(ok=False, figures={"age_seconds": None})
    age_seconds = max(0.0, time.time() - float(written_at))
    return Finding(ok=age_seconds < WORKER_BEAT_STALE_SECONDS, figures={"age_seconds": round(age_seconds, 1)})


def _write_and_remove() -> None:
    name = default_storage.save(f"health/{secrets.token_hex(8)}", ContentFile(b"ready"))
    default_storage.delete(name)
