"""Writing canned replies; the agents' consoles hear of it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agents.canned import usable_by
from agents.models import Agent, CannedReply
from agents.protocol import CannedChanged
from chat.bus.publish import publish_on_commit
from chat.hub.topics import FLOOR, Envelope
from chat.protocol.base import encode
from chat.protocol.refusals import Refused


@transaction.atomic
def save_canned_replies(replies: Iterable[CannedReply]) -> None:
    """Stores new and changed ones, all or none. How often they were used is not touched."""
    for reply in replies:
        reply.save(update_fields=None if reply._state.adding else WRITTEN)
    tell_canned_changed()


WRITTEN = ["shortcut", "text", "language", "site", "group", "owner"]


@transaction.atomic
def use_canned_reply(*, reply_id: UUID, agent_id: UUID) -> None:
    """Count that an agent used a reply. Asked again it counts again: these are figures to sort by, no accounts.

    Raises `Refused("unknown")` when it is none that they may use.
    """
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    if not usable_by(agent).filter(pk=reply_id).exists():
        raise Refused("unknown", _("There is no such canned reply."))
    CannedReply.objects.filter(pk=reply_id).update(uses=F("uses") + 1, last_used_at=Now())


def tell_canned_changed() -> None:
    """Consoles ask anew, once the running transaction is committed."""
    publish_on_commit([Envelope(FLOOR, 0, encode(CannedChanged()))])
