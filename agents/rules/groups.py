"""Which skill group serves a new chat session."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """What a skill group claims: of a site that it serves, the chat sessions of one language or, when empty, of any."""

    group_id: UUID
    name: str
    serves_site: bool
    language: str
    is_default: bool


def pick_group(groups: Sequence[GroupChoice], *, language: str) -> UUID:
    """The group that claims a chat session: of those that serve its site, the one whose language fits best, then one
    for any language; else the default group. Ties go by name, then id.

    Raises `ValueError` when nobody claims it and there is no default group.
    """
    claims = [g for g in groups if g.serves_site and _fits(g.language, language)]
    chosen = min(claims or [g for g in groups if g.is_default], key=_best_first, default=None)
    if chosen is None:
        raise ValueError("There is no default group.")
    return chosen.group_id


def _best_first(group: GroupChoice) -> tuple[int, str, UUID]:
    return -len(_subtags(group.language)), group.name, group.group_id


def _fits(wanted: str, language: str) -> bool:
    """Whether a BCP 47 tag falls under a range, as in basic filtering (RFC 4647, 3.3.1): zh takes in zh-CN."""
    wanted_subtags = _subtags(wanted)
    return _subtags(language)[: len(wanted_subtags)] == wanted_subtags


def _subtags(tag: str) -> list[str]:
    return tag.lower().split("-") if tag else []
