"""Readiness as one value: every finding, and whether it means that nobody should be sent here."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from cs_platform.health.checks import (
    Check,
    Finding,
    bounded,
    check_bus,
    check_database,
    check_storage,
    check_worker,
)

CHECKS: Mapping[str, Check] = {
    "database": check_database,
    "bus": check_bus,
    "storage": check_storage,
    "worker": check_worker,
}
# Without these nothing can be served; without the others it is served later or slower.
NEEDED = frozenset({"database", "storage"})
KEPT_SECONDS = {"storage": 10.0}
KEPT_SECONDS_OTHERWISE = 1.0


def summary(findings: Mapping[str, Finding]) -> tuple[int, dict[str, Any]]:
    """HTTP status and body for what the checks found."""
    degraded = sorted(name for name, finding in findings.items() if not finding.ok)
    down = NEEDED.intersection(degraded)
    status = "down" if down else "degraded" if degraded else "ok"
    checks = {name: {"ok": finding.ok, **finding.figures} for name, finding in findings.items()}
    return 503 if down else 200, {"status": status, "degraded": degraded, "checks": checks}


class Findings:
    """Runs the checks, at most once per second however many ask: anybody may."""

    def __init__(self, checks: Mapping[str, Check] = CHECKS) -> None:
        self._checks = checks
        self._kept: dict[str, tuple[float, Finding]] = {}
        self._running: asyncio.Task[dict[str, Finding]] | None = None

    async def all(self) -> dict[str, Finding]:
        """Every check's finding; those who ask while it runs share one run."""
        if (
            self._running is None
            or self._running.done()
            or self._running.get_loop() is not asyncio.get_running_loop()
        ):
            self._running = asyncio.create_task(self._run())
        return await asyncio.shield(self._running)

    async def _run(self) -> dict[str, Finding]:
        found = await asyncio.gather(*(self._one(name, check) for name, check in self._checks.items()))
        return dict(zip(self._checks, found, strict=True))

    async def _one(self, name: str, check: Check) -> Finding:
        found_at, finding = self._kept.get(name, (0.0, None))
        if finding is not None and time.monotonic() - found_at < KEPT_SECONDS.get(
            name, KEPT_SECONDS_OTHERWISE
        ):
            return finding
        finding = await bounded(check)
        self._kept[name] = (time.monotonic(), finding)
        return finding
