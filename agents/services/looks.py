"""Looking into a chat session: who may, and what is noted of it."""

from uuid import UUID

from agents.audit import audit
from agents.cards import visible_chat_sessions
from agents.models import Agent
from chat.models import Phase
from chat.protocol.refusals import Refused


def refuse_unless_visible(*, agent_id: UUID, chat_session_id: UUID) -> None:
    """Raises `Refused("unknown")` for what an agent may not see."""
    _seen(Agent.objects.select_related("user").get(pk=agent_id), chat_session_id)


def look_in(*, agent_id: UUID, chat_session_id: UUID) -> None:
    """The same for who is about to read it. Of what they take no part in, and that waits for nobody, it is noted.

    Nobody else is told. Raises `Refused("unknown")`.
    """
    agent = Agent.objects.select_related("user").get(pk=agent_id)
    phase, responsible, helpers = _seen(agent, chat_session_id)
    if phase not in (Phase.WAITING, Phase.LEFT) and agent_id not in (responsible, *helpers):
        audit().looked(actor=agent.user, chat_session_id=chat_session_id)


def _seen(agent: Agent, chat_session_id: UUID) -> tuple[str, UUID | None, list[UUID]]:
    rows = visible_chat_sessions(agent).filter(pk=chat_session_id)
    found = rows.values_list("phase", "responsible_id", "participant_ids").first()
    if found is None:
        raise Refused("unknown")
    return found
