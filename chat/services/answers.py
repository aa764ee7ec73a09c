"""What customers answered before a chat session."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from chat.models import GivenAnswers
from chat.protocol.facts import Answer


def keep_answers(chat_session_id: UUID, answers: Sequence[Answer]) -> None:
    """In the running transaction; in place of earlier ones. Where nothing was answered nothing changes. One query."""
    given = [msgspec.to_builtins(each) for each in answers if each.answer.strip()]
    if not given:
        return
    GivenAnswers.objects.bulk_create(
        [GivenAnswers(chat_session_id=chat_session_id, answers=given)],
        update_conflicts=True,
        unique_fields=["chat_session"],
        update_fields=["answers"],
    )
