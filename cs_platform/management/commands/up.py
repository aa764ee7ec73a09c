import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cs_platform.up.run import run


class Command(BaseCommand):
    help = "Runs all of Frontdesk on this machine: PostgreSQL, Redis, web, worker and beat."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(run(settings.FRONTDESK))
