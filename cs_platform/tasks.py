import time

import redis
from celery import shared_task
from django.conf import settings

WORKER_BEAT_KEY = "frontdesk:worker-beat"
KEPT_SECONDS = 3600


@shared_task(name="cs_platform.worker_beat")
def worker_beat() -> None:
    """Leaves the time of day where readiness looks for it: beat, broker and worker all did their part."""
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        client.set(WORKER_BEAT_KEY, time.time(), ex=KEPT_SECONDS)
