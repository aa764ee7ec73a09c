from typing import Any

from agents.rules.candidates import Candidate


def rank(candidate: Candidate) -> tuple[Any, ...] | None:
    """Nobody is asked; agents pull from the queue."""
    return None
