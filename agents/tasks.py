"""Celery's part in assignment: to look again. Whatever it forgets, or does twice, changes nothing."""

from celery import shared_task

from agents.clocks import run_due


@shared_task(name="agents.sweep")
def sweep() -> int:
    """Every 2 s. Two beats do no harm: the second finds the lock taken."""
    return run_due()


@shared_task(name="agents.look")
def look() -> int:
    """Something is due about now."""
    return run_due()
