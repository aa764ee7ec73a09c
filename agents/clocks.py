"""Everything that becomes due by itself. Each deadline is a column; looking is harmless at any time, and twice."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from agents.clock import database_now
from agents.engine import assign_waiting
from agents.models import Sweep
from agents.services.absence import absent_agents, begin_absence, end_absence, requeue_due
from agents.services.closing_time import waiting_in_vain
from agents.services.due import do_each
from agents.services.lines import overflow_due
from agents.services.offers import expire_due
from agents.services.presence import gone_agents, here, idle_agents, tell_who_left
from agents.services.silence import look_at_silent
from agents.services.status import set_idle_away, wrap_ups_over

logger = logging.getLogger(__name__)

SWEEP_LOCK = 7_305_002
# The lock goes with its session. Within a transaction every session of ours is ended that hangs; who sweeps must not
# hang between two transactions either, or nobody else may look at the clocks.
END_IF_IT_HANGS = "SELECT set_config('idle_session_timeout', %s, false)"


def run_due() -> int:
    """Do whatever is due; how much was done. Where somebody else is at it already, nothing.

    What fails is logged and does not hold up the rest; the next sweep tries it again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SWEEP_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            cursor.execute(END_IF_IT_HANGS, [f"{settings.FRONTDESK.database_hang_seconds}s"])
            done = sum(_run(clock) for clock in CLOCKS)
            Sweep.objects.update_or_create(pk=1, defaults={"at": Now()})
            return done
        finally:
            cursor.execute(END_IF_IT_HANGS, ["0"])
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SWEEP_LOCK])


def seconds_since_sweep() -> float:
    """How long ago the clocks were looked at; infinite if never."""
    last = Sweep.objects.filter(pk=1).first()
    return float("inf") if last is None else (database_now() - last.at).total_seconds()


def _run(clock: Callable[[], int]) -> int:
    try:
        return clock()
    except Exception:
        if not connection.is_usable():
            raise
        logger.exception("%s failed; the next sweep tries again", clock.__name__)
        return 0


def agents_gone() -> int:
    return do_each(gone_agents(database_now()), lambda agent: begin_absence(agent_id=agent))


def agents_back() -> int:
    """Who never said so: the console's node renewed its lease after a break of the network."""
    missed = absent_agents()
    return do_each(missed & here(missed), lambda agent: end_absence(agent_id=agent)) if missed else 0


def agents_idle() -> int:
    limit = settings.FRONTDESK.agent_away_after_seconds
    return set_idle_away(idle_agents(database_now(), limit)) if limit else 0


def pauses_over() -> int:
    return len(wrap_ups_over())


CLOCKS: tuple[Callable[[], int], ...] = (
    expire_due,
    agents_gone,
    agents_back,
    tell_who_left,
    requeue_due,
    agents_idle,
    pauses_over,
    overflow_due,
    waiting_in_vain,
    look_at_silent,
    assign_waiting,
)
