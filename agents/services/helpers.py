"""A second agent in a chat session: both see it and write, one is responsible."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agents.holding import as_sender, hold
from agents.models import Agent
from agents.services.colleagues import colleague
from agents.services.lines import responsible_agent
from agents.telling import tell_cards
from chat.protocol.refusals import Refused
from chat.services.standing import add_helper, remove_helper

MOST_HELPERS = 5


@transaction.atomic
def invite(*, chat_session_id: UUID, agent_id: UUID, helper_id: UUID) -> None:
    """The agent responsible brings in a colleague; again is harmless.

    Raises `Refused`: unknown (no such agent), forbidden (not the sender's), full (helpers enough).
    """
    held = hold(chat_session_id)
    responsible_agent(held, agent_id)
    helper = colleague(helper_id)
    if helper.id == agent_id or helper.id in held.chat_session.participant_ids:
        return
    if len(held.chat_session.participant_ids) >= MOST_HELPERS:
        raise Refused("full", _("Enough colleagues help already."))
    add_helper(held.chat_session, as_sender(helper))
    tell_cards([held.id])


@transaction.atomic
def part(*, chat_session_id: UUID, agent_id: UUID) -> None:
    """A helper leaves; again is harmless."""
    held = hold(chat_session_id)
    if agent_id not in held.chat_session.participant_ids:
        return
    helper = Agent.objects.get(pk=agent_id)
    remove_helper(held.chat_session, as_sender(helper))
    tell_cards([held.id], agents=[agent_id])
