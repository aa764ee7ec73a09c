"""What an agent edits or recalls, with what follows from it for colleagues."""

from uuid import UUID

from django.db import transaction

from agents.services.mentions import retell_mentions
from chat.log.drafts import Stored
from chat.protocol.base import Lane
from chat.services.amending import amend


@transaction.atomic
def amend_by_agent(
    *,
    chat_session_id: UUID,
    lane: Lane,
    seq: int,
    client_id: UUID,
    text: str | None,
    agent_id: UUID,
    agent_name: str,
) -> Stored:
    """As `chat.services.amending.amend`; and who was called in a note hears what it says now."""
    stored = amend(
        chat_session=chat_session_id, lane=lane, seq=seq, client_id=client_id, text=text, agent_id=agent_id,
        agent_name=agent_name,
    )  # fmt: skip
    if stored.fresh and lane == "staff":
        retell_mentions(chat_session_id=chat_session_id, seq=seq, text=text or "")
    return stored
