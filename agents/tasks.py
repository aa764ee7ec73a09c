"""Celery's part in assignment: to look again. Whatever it forgets, the next sweep finds."""

from celery import shared_task
from django.db import connection

from agents.engine import assign_waiting

SWEEP_LOCK = 7_305_002


@shared_task(name="agents.sweep")
def sweep() -> int:
    """Pick up what nobody picked up. Two beats do no harm: the second finds the lock taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SWEEP_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            return assign_waiting()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SWEEP_LOCK])
