"""Celery's part in chat: files. Whatever it forgets, or does twice, changes nothing."""

from celery import shared_task

from chat.attachments.working import work_on_files


@shared_task(name="chat.work_on_files")
def look_at_files() -> int:
    """Every 2 s. Two beats do no harm: what one works on is not due for the other."""
    return work_on_files()
