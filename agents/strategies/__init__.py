"""Who of several free agents is asked first. Adding a strategy is one file here or anywhere, with a function

    def rank(candidate: Candidate) -> tuple | None

(the smallest rank is asked first, None never without asking for it; end it in `agent_id`, so that it names one
winner; its docstring is what the set-up pages say of it), and one line in the setting `FRONTDESK_STRATEGIES`.
"""

import logging
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from agents.rules.allot import Rank as Strategy
from agents.strategies import least_loaded

__all__ = ["Strategy", "choices", "strategy", "title"]

logger = logging.getLogger(__name__)


def strategy(name: str) -> Strategy:
    """The strategy of that name; the least loaded first when there is none, because somebody waits for it."""
    return _load(name, settings.FRONTDESK_STRATEGIES.get(name))


def choices() -> list[tuple[str, str]]:
    """Names and what people read for them, in the setting's order."""
    return [(name, f"{title(name)}: {_promise(strategy(name))}") for name in settings.FRONTDESK_STRATEGIES]


@cache  # so that a broken one is logged once, not at every decision
def _load(name: str, path: str | None) -> Strategy:
    if path is not None:
        try:
            found: Strategy = import_string(path)
        except ImportError:
            logger.exception("Strategy %s cannot be imported; the least loaded agent is asked first", name)
            return least_loaded.rank
        return found
    logger.warning("There is no strategy %r; the least loaded agent is asked first", name)
    return least_loaded.rank


def title(name: str) -> str:
    """A strategy's name as people read it."""
    return name.replace("_", " ").capitalize()


def _promise(found: Strategy) -> str:
    lines = (found.__doc__ or "").strip().splitlines()
    return lines[0].rstrip(".") if lines else "…"
