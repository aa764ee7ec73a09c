"""The lease in the database that says a console is open, and who is gone or idle.

Redis knows it per connection (`agents.presence`); this lease decides when Redis cannot say.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from agents.clock import database_now
from agents.engine import serve_groups_of
from agents.models import Agent, Assignment, Offer, Status
from agents.presence.leases import LEASE_MS, LINGERING_MS
from agents.presence.who import present_agents
from agents.services.absence import end_absence
from agents.telling import tell_agents

# Rows are locked in id order, as everywhere; a renewal does not wait for who is being decided about.
RENEW = """
UPDATE agents_agent SET
    connected_until = statement_timestamp() + make_interval(secs => %(lease_seconds)s),
    active_at = CASE WHEN id = ANY(%(active)s) THEN statement_timestamp() ELSE active_at END
WHERE id IN (
    SELECT id FROM agents_agent WHERE id = ANY(%(agents)s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
)
"""
LINGER = """
UPDATE agents_agent SET
    connected_until = least(connected_until, statement_timestamp() + make_interval(secs => %(lingering_seconds)s))
WHERE id IN (
    SELECT id FROM agents_agent
    WHERE id = ANY(%(agents)s) AND connected_until IS NOT NULL ORDER BY id FOR NO KEY UPDATE
)
"""


def renew_leases(agent_ids: Iterable[UUID], *, active: Collection[UUID] = ()) -> None:
    """These agents have an open console: good for the next 15 s. At those of the `active` a person was seen.

    One update. It passes over whose row is locked at this moment; the next renewal, 3 s later, finds them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            RENEW, {"lease_seconds": LEASE_MS / 1000, "agents": list(agent_ids), "active": list(active)}
        )


def arrive(*, agent_id: UUID) -> None:
    """A console was opened: what waited for its agent goes on, and what waits in the queue is handed over.

    Whoever had no console until now was seen just now, and everybody hears of it.
    """
    until = Now() + timedelta(milliseconds=LEASE_MS)
    if _unleased(Now()).filter(pk=agent_id).update(connected_until=until, active_at=Now()):
        tell_agents([agent_id])
    else:
        Agent.objects.filter(pk=agent_id).update(connected_until=until)
    end_absence(agent_id=agent_id)
    serve_groups_of([agent_id])


def linger(agent_ids: Iterable[UUID]) -> None:
    """The last consoles of these agents were closed: good for another 5 s, as in Redis. Never prolongs a lease."""
    with connection.cursor() as cursor:
        cursor.execute(LINGER, {"lingering_seconds": LINGERING_MS / 1000, "agents": list(agent_ids)})


def tell_who_left() -> int:
    """Agents whose last console is gone since the last look: their colleagues are told; how many."""
    with transaction.atomic():
        left = Agent.objects.filter(connected_until__lte=Now()).select_for_update(
            no_key=True, skip_locked=True
        )
        gone = _unless_present(left)
        Agent.objects.filter(pk__in=gone).update(connected_until=None)
        tell_agents(gone)
    return len(gone)


def gone_agents(now: datetime) -> list[UUID]:
    """Agents who answer, or are being asked, and have no console: neither Redis nor the database knows of one."""
    answers = Assignment.objects.filter(agent=OuterRef("pk"), ended_at=None)
    is_asked = Offer.objects.filter(agent=OuterRef("pk"), outcome=None)
    return _unless_present(_unleased(now).filter(Exists(answers) | Exists(is_asked)))


def here(agent_ids: Iterable[UUID]) -> set[UUID]:
    """Of these agents, those who have a console; the opposite of gone: Redis or the database knows of one."""
    asked = set(agent_ids)
    return asked - set(_unless_present(_unleased(database_now()).filter(pk__in=asked)))


def idle_agents(now: datetime, away_after_seconds: int) -> list[UUID]:
    """Agents who are online, though no person was seen at their consoles for so long. 0: nobody ever is."""
    if not away_after_seconds:
        return []
    seen_before = now - timedelta(seconds=away_after_seconds)
    idle = Agent.objects.filter(status=Status.ONLINE, active_at__lte=seen_before)
    return list(idle.order_by("pk").values_list("pk", flat=True))


def _unleased(now: datetime | Now) -> QuerySet[Agent]:
    return Agent.objects.exclude(connected_until__isnull=False, connected_until__gt=now)


def _unless_present(agents: QuerySet[Agent]) -> list[UUID]:
    ids = list(agents.order_by("pk").values_list("pk", flat=True))
    present = (present_agents() if ids else None) or frozenset()
    return [each for each in ids if each not in present]
