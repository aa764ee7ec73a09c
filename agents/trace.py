"""The trace: every decision about a chat session, with each candidate and why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agents.models import Decision
from agents.rules.allot import PassedOver

Kind = Decision.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One decision to note."""

    chat_session_id: UUID
    kind: Decision.Kind
    group_id: UUID
    agent_id: UUID | None = None
    by_id: UUID | None = None
    why: str = ""
    passed_over: Sequence[PassedOver] = ()


def note(step: Step, *, at: datetime) -> None:
    """Note one decision, in the running transaction."""
    note_all([step], at=at)


def note_all(steps: Iterable[Step], *, at: datetime) -> None:
    """Note many in one query."""
    Decision.objects.bulk_create(
        Decision(
            chat_session_id=step.chat_session_id,
            at=at,
            kind=step.kind,
            group_id=step.group_id,
            agent_id=step.agent_id,
            by_id=step.by_id,
            why=step.why[:200],
            candidates=[
                [each.obstacle.code, each.obstacle.detail, [str(agent) for agent in each.agent_ids]]
                for each in step.passed_over
            ],
        )
        for step in steps
    )
