"""Readiness: what it calls degraded, what it calls down, and what it costs."""

import asyncio
import time

import pytest
import redis
from django.conf import settings
from django.test import AsyncClient

from cs_platform.health.checks import Finding, bounded, check_worker
from cs_platform.health.readiness import Findings, summary
from cs_platform.tasks import WORKER_BEAT_KEY, worker_beat

GOOD = {name: Finding(ok=True) for name in ("database", "bus", "storage", "worker")}
BAD = Finding(ok=False)


@pytest.mark.parametrize(
    ("bad", "status", "word"),
    [
        ([], 200, "ok"),
        (["bus"], 200, "degraded"),
        (["worker", "bus"], 200, "degraded"),
        (["database"], 503, "down"),
        (["storage", "worker"], 503, "down"),
    ],
)
def test_says_what_is_degraded_and_whether_it_serves(bad, status, word):
    found_status, body = summary({**GOOD, **dict.fromkeys(bad, BAD)})
    assert (found_status, body["status"], body["degraded"]) == (status, word, sorted(bad))


async def test_a_check_that_never_answers_is_a_finding(monkeypatch):
    monkeypatch.setattr("cs_platform.health.checks.LIMIT_SECONDS", 0.01)
    finding = await bounded(lambda: asyncio.sleep(3600))  # type: ignore[arg-type, return-value]
    assert (finding.ok, finding.figures) == (False, {"error": "TimeoutError"})


async def test_a_hundred_who_ask_cost_one_look():
    looks = 0

    async def look() -> Finding:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0)
        return Finding(ok=True)

    findings = Findings({"database": look})
    await asyncio.gather(*(findings.all() for _ in range(100)))
    await findings.all()
    assert looks == 1


@pytest.fixture
def beats():
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(WORKER_BEAT_KEY)
        yield client
        client.delete(WORKER_BEAT_KEY)


async def test_a_worker_that_never_beat_has_no_age(beats):
    assert await check_worker() == Finding(ok=False, figures={"age_seconds": None})


async def test_a_beat_is_fresh_at_first(beats):
    worker_beat()
    finding = await check_worker()
    assert (finding.ok, finding.figures["age_seconds"] < 5) == (True, True)


async def test_an_old_beat_is_stale(beats):
    beats.set(WORKER_BEAT_KEY, time.time() - 60)
    finding = await check_worker()
    assert (finding.ok, finding.figures["age_seconds"] >= 60) == (False, True)


async def test_live_and_ready_answer(db):
    live, ready = await AsyncClient().get("/health/live"), await AsyncClient().get("/health/ready")
    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert ready.status_code == 200
    assert {name: check["ok"] for name, check in ready.json()["checks"].items() if name != "worker"} == {
        "database": True,
        "bus": True,
        "storage": True,
    }
