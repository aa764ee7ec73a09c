"""Writing canned replies; the agents' consoles hear of it."""

from collections.abc import Iterable

from django.db import transaction

from agents.models import CannedReply
from agents.protocol import CannedChanged
from chat.bus.publish import publish_on_commit
from chat.hub.topics import FLOOR, Envelope
from chat.protocol.base import encode


@transaction.atomic
def save_canned_replies(replies: Iterable[CannedReply]) -> None:
    """Stores new and changed ones, all or none. How often they were used is not touched."""
    for reply in replies:
        reply.save(update_fields=None if reply._state.adding else WRITTEN)
    tell_canned_changed()


WRITTEN = ["shortcut", "text", "language", "site", "group", "owner"]


def tell_canned_changed() -> None:
    """Consoles ask anew, once the running transaction is committed."""
    publish_on_commit([Envelope(FLOOR, 0, encode(CannedChanged()))])
