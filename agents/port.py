"""Chat's assignment port, answered by the engine."""

from uuid import UUID

from django.db import transaction

from agents.cards import publish_card
from agents.engine import assign_waiting, end_assignment


class AgentAssignment:
    """See `chat.ports.AssignmentPort`."""

    def waits(self, *, chat_session_id: UUID) -> None:
        publish_card(chat_session_id)
        assign_waiting()

    def closes(self, *, chat_session_id: UUID) -> None:
        end_assignment(chat_session_id)
        publish_card(chat_session_id)
        transaction.on_commit(assign_waiting, robust=True)
