"""Doing what is due, one after the other."""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import connection

logger = logging.getLogger(__name__)


def do_each(ids: Iterable[UUID], do: Callable[[UUID], int]) -> int:
    """Do it for each, which is a transaction of its own; how much was done.

    One that fails is logged and left to the next sweep. It must not hold up those behind it, who may be on time.
    Raises what failed when the database is gone.
    """
    return sum(_try(each, do) for each in ids)


def _try(each: UUID, do: Callable[[UUID], int]) -> int:
    try:
        return do(each)
    except Exception:
        if not connection.is_usable():
            raise
        logger.exception("What was due for %s failed; the next sweep tries again", each)
        return 0
