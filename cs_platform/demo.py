"""Something to try Frontdesk with: one shop and its staff, made at the first run and never again."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from chat.models import Site

PASSWORD_BYTES = 9


@dataclass(frozen=True)
class Demo:
    """What was made: passwords by login, known only now."""

    logins: Mapping[str, str]


@transaction.atomic
def ensure_demo() -> Demo | None:
    """Makes the demo, unless this database holds any site or login; then it answers `None`."""
    if Site.objects.exists() or User.objects.exists():
        return None
    Site.objects.create(name="Acorn & Oak", greeting="Hello! Looking for something in wood?")
    logins = {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in ("admin",)}
    User.objects.create_superuser("admin", password=logins["admin"])
    return Demo(logins)
