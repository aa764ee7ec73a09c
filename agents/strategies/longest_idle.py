from typing import Any

from agents.rules.candidates import Candidate


def rank(candidate: Candidate) -> tuple[Any, ...] | None:
    """Whoever has been idle longest."""
    return candidate.idle_since, candidate.agent_id
