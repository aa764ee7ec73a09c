"""Where a queue's overflow leads."""

from collections.abc import Mapping
from uuid import UUID


def comes_back(group_id: UUID, overflow_of: Mapping[UUID, UUID | None]) -> bool:
    """Whether what overflows from a group comes back to it, through however many others."""
    seen: set[UUID] = set()
    each = overflow_of.get(group_id)
    while each is not None and each != group_id and each not in seen:
        seen.add(each)
        each = overflow_of.get(each)
    return each == group_id
