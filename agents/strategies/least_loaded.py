from typing import Any

from agents.rules.candidates import Candidate


def rank(candidate: Candidate) -> tuple[Any, ...] | None:
    """Whoever has the smallest share of their places taken."""
    return candidate.share, candidate.idle_since, candidate.agent_id
