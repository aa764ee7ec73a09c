"""`manage.py export_protocol`: write frontend/protocol.schema.json, or check that it is current."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agents.protocol import AgentFrame, AgentHello, AgentRequest
from chat.protocol.frames import CustomerFrame
from chat.protocol.requests import CustomerRequest, Hello
from chat.protocol.schema import protocol_schema

# Sockets begin with a hello; the unions of the servers' decoders leave it out, those of the clients need it.
UNIONS = {
    "CustomerRequest": CustomerRequest | Hello,
    "CustomerFrame": CustomerFrame,
    "AgentRequest": AgentRequest | AgentHello,
    "AgentFrame": AgentFrame,
}


class Command(BaseCommand):
    help = "Writes the wire protocol as JSON Schema, the source of the front end's generated types."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only fail when the committed file differs")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        target = settings.BASE_DIR / "frontend" / "protocol.schema.json"
        document = json.dumps(protocol_schema(UNIONS), indent=2, ensure_ascii=False) + "\n"
        if not check:
            target.write_text(document, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != document:
            raise CommandError(f"{target.name} differs from the Structs: run `manage.py export_protocol`.")
