"""Notes that staff leave for each other in a chat session's staff lane."""

from uuid import uuid4

from agents.holding import Held
from agents.models import Agent
from chat.log.drafts import Draft
from chat.services.events import append_and_tell


def leave_note(held: Held, agent: Agent, text: str) -> None:
    """Write a note in the running transaction; nothing for a blank one."""
    if not text.strip():
        return
    draft = Draft(
        chat_session=held.id, lane="staff", sender_kind="agent", sender_id=agent.id, sender_name=agent.name,
        client_id=uuid4(), text=text.strip(),
    )  # fmt: skip
    append_and_tell([draft])
