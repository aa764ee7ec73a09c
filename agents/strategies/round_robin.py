from datetime import UTC, datetime
from typing import Any

from agents.rules.candidates import Candidate

NEVER = datetime.min.replace(tzinfo=UTC)


def rank(candidate: Candidate) -> tuple[Any, ...] | None:
    """Each in turn: whoever was last asked longest ago."""
    return candidate.offered_at or NEVER, candidate.agent_id
