"""Work for the end of a transaction, done once however many ask for it."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection, transaction


class AfterCommit:
    """Gathers what is to be done once the running transaction is committed."""

    def do(self) -> None:
        """Do all that was gathered. What fails is logged, and the rest goes on."""
        raise NotImplementedError


Work = TypeVar("Work", bound=AfterCommit)


def after_commit(kind: type[Work], add: Callable[[Work], None]) -> None:
    """Add to the work of this kind that the running transaction has gathered; outside of one it is done at once.

    A savepoint gathers for itself: what is rolled back with it is not done.
    """
    if connection.in_atomic_block:
        here = set(connection.savepoint_ids)
        for waiting in connection.run_on_commit:
            savepoints, gathered = waiting[0], getattr(waiting[1], "__self__", None)
            if type(gathered) is kind and savepoints == here:
                add(gathered)
                return
    made = kind()
    add(made)
    transaction.on_commit(made.do, robust=True)
