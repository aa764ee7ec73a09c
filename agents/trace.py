"""The trace: every decision about a chat session, with each candidate and why not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from agents.models import Decision
from agents.rules.allot import PassedOver

Kind = Decision.Kind
MOST_TEXT_CHARS = 200

# The decisions of a batch pass over the same agents again and again: each such list travels once.
NOTE = """
INSERT INTO agents_decision (chat_session_id, at, kind, group_id, agent_id, by_id, why, data, candidates)
SELECT s.chat_session_id, %s, s.kind, s.group_id, s.agent_id, s.by_id, s.why, s.data, c.candidates
FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::jsonb[], %s::int[])
    WITH ORDINALITY AS s(chat_session_id, kind, group_id, agent_id, by_id, why, data, list, place)
JOIN unnest(%s::jsonb[]) WITH ORDINALITY AS c(candidates, list) ON c.list = s.list
ORDER BY s.place
"""


class Why(StrEnum):
    """Reasons, by code. The name of a strategy is one too. `agents.why` puts them into words."""

    PREFERRED = "preferred"
    TRANSFER = "transfer"
    RANG = "rang"  # seconds
    SAID = "said"  # text: what an agent gave as the reason
    DROPPED_OUT = "dropped_out"
    WENT_AWAY = "went_away"
    WENT_OFFLINE = "went_offline"
    WAS_IDLE = "was_idle"
    GIVEN_BACK = "given_back"
    NOT_BACK = "not_back"
    GRACE = "grace"  # seconds
    WAITED = "waited"  # seconds, group
    TO_GROUP = "to_group"  # group
    AFTER_HOURS = "after_hours"


class Reason(NamedTuple):
    """A code, and what its words need besides."""

    code: str = ""
    data: Mapping[str, str | int] = MappingProxyType({})


NO_REASON = Reason()


def because(why: Why, **data: str | int) -> Reason:
    return Reason(why.value, data)


def said(text: str) -> Reason:
    """What an agent said; nothing for nothing."""
    return because(Why.SAID, text=text[:MOST_TEXT_CHARS]) if text.strip() else NO_REASON


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One decision to note."""

    chat_session_id: UUID
    kind: Decision.Kind
    group_id: UUID
    agent_id: UUID | None = None
    by_id: UUID | None = None
    why: Reason = NO_REASON
    passed_over: Sequence[PassedOver] = ()


def note(step: Step, *, at: datetime) -> None:
    """Note one decision, in the running transaction."""
    note_all([step], at=at)


def note_all(steps: Iterable[Step], *, at: datetime) -> None:
    """Note many in one query, in their order."""
    noted = list(steps)
    lists: dict[int, str] = {}  # by identity: the rules give the same tuple to many
    for step in noted:
        if id(step.passed_over) not in lists:
            lists[id(step.passed_over)] = _as_json(step.passed_over)
    number = {key: place for place, key in enumerate(lists, start=1)}
    columns: list[list[Any]] = [
        [step.chat_session_id for step in noted],
        [str(step.kind) for step in noted],
        [step.group_id for step in noted],
        [step.agent_id for step in noted],
        [step.by_id for step in noted],
        [step.why.code for step in noted],
        [json.dumps(dict(step.why.data)) for step in noted],
        [number[id(step.passed_over)] for step in noted],
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [at, *columns, list(lists.values())])


def _as_json(passed_over: Sequence[PassedOver]) -> str:
    return json.dumps(
        [
            [each.obstacle.code, each.obstacle.detail, [str(agent) for agent in each.agent_ids]]
            for each in passed_over
        ]
    )
