from typing import Any

from agents.rules.candidates import Candidate


def rank(candidate: Candidate) -> tuple[Any, ...] | None:
    """The most skilled first, among equals the least loaded."""
    return -candidate.level, candidate.share, candidate.idle_since, candidate.agent_id
