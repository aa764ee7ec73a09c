"""Notes that staff leave for each other in a chat session's staff lane."""

from uuid import uuid4

from agents.holding import Held
from agents.models import Agent
from chat.bus.publish import publish_on_commit
from chat.log.drafts import Draft, Stored
from chat.log.telling import entry_envelopes
from chat.log.writer import append


def leave_note(held: Held, agent: Agent, text: str) -> None:
    """Write a note in the running transaction; nothing for a blank one."""
    if not text.strip():
        return
    draft = Draft(
        chat_session=held.id, lane="staff", sender_kind="agent", sender_id=agent.id, sender_name=agent.name,
        client_id=uuid4(), text=text.strip(),
    )  # fmt: skip
    (stored,) = append([draft])
    if not isinstance(stored, Stored):
        raise stored
    publish_on_commit(entry_envelopes(draft, stored))
