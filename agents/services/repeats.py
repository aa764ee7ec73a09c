"""What is asked a second time, since a broken connection left open whether the first time was done (`chat.db`).

Mostly the state says it: who is responsible already need not become so. Of what an agent gave away, the trace says who
gave it, and where to.
"""

from uuid import UUID

from agents.holding import Held
from agents.models import Assignment, Decision
from chat.models import Kind, Lane, Message


def deed_of(held: Held, agent_id: UUID) -> Decision | None:
    """The last thing that anybody did with a chat session by hand, if it was this agent, who has it no more."""
    if held.agent_id == agent_id:
        return None
    last = Decision.objects.filter(chat_session=held.id, by__isnull=False).order_by("-id").first()
    return last if last is not None and last.by_id == agent_id else None


def had_a_part(*, agent_id: UUID, chat_session_id: UUID) -> bool:
    """Whether an agent was responsible for a chat session once, or left it as a helper."""
    parted = Message.objects.filter(
        chat_session=chat_session_id,
        lane=Lane.PUBLIC,
        kind=Kind.EVENT,
        event__name="parted",
        event__agent__id=str(agent_id),
    )
    was_responsible = Assignment.objects.filter(chat_session=chat_session_id, agent=agent_id)
    return was_responsible.exists() or parted.exists()
