"""The tags on a chat session."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from agents.groups import supervised_ids
from agents.holding import Held, hold
from agents.models import Agent, Tag, Tagging
from agents.telling import tell_cards
from chat.models import Phase
from chat.protocol.refusals import Refused


@transaction.atomic
def set_tags(*, chat_session_id: UUID, agent_id: UUID, tags: Iterable[str]) -> None:
    """Put exactly these tags on a chat session, for whoever takes part in it or oversees its group.

    Again is harmless. Raises `Refused`: unknown, forbidden, closed (closed ones keep theirs).
    """
    held = hold(chat_session_id)
    if not _may_tag(held, agent_id):
        raise Refused("forbidden")
    if held.chat_session.phase == Phase.CLOSED:
        raise Refused("closed")
    put_tags(chat_session_id, tags)
    tell_cards([chat_session_id])


def _may_tag(held: Held, agent_id: UUID) -> bool:
    if agent_id in (held.agent_id, *held.chat_session.participant_ids):
        return True
    return held.routing.group_id in supervised_ids(Agent.objects.select_related("user").get(pk=agent_id))


def put_tags(chat_session_id: UUID, names: Iterable[str]) -> None:
    """The same in the running transaction, whoever does it. Tags that nobody made before are made."""
    wanted = {name.strip() for name in names}
    Tag.objects.bulk_create([Tag(name=name) for name in sorted(wanted)], ignore_conflicts=True)
    tags = Tag.objects.filter(name__in=wanted)
    Tagging.objects.filter(chat_session=chat_session_id).exclude(tag__in=tags).delete()
    Tagging.objects.bulk_create(
        [Tagging(chat_session_id=chat_session_id, tag=tag) for tag in tags], ignore_conflicts=True
    )
