from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cs_platform.listener import PortTakenError
from cs_platform.serve import serve


class Command(BaseCommand):
    help = "Serves Frontdesk with uvicorn: one node of the cluster."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.FRONTDESK.host)
        parser.add_argument("--port", type=int, default=settings.FRONTDESK.port)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            serve(
                host=options["host"],
                port=options["port"],
                trusted_proxies=settings.FRONTDESK.trusted_proxies,
            )
        except PortTakenError as error:
            raise CommandError(str(error)) from None
