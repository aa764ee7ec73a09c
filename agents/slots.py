"""Slots: how many chat sessions an agent holds. The only place where `active_slots` changes."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone

from agents.models import Agent

TAKE = """
UPDATE agents_agent a SET active_slots = a.active_slots + wanted.n, offered_at = statement_timestamp()
FROM unnest(%s::uuid[], %s::int[]) AS wanted(id, n)
WHERE a.id = wanted.id AND a.active_slots + wanted.n <= a.capacity AND a.status = 'online'
RETURNING a.id
"""


def lock_agents(agent_ids: Iterable[UUID]) -> None:
    """Lock rows in id order, as everybody does who changes more than one, so that nobody waits in a circle."""
    rows = Agent.objects.select_for_update(no_key=True).filter(pk__in=set(agent_ids))
    list(rows.order_by("pk").values_list("pk"))


def take_slots(wanted: Mapping[UUID, int]) -> set[UUID]:
    """Take so many slots of each agent, all or none of an agent's; the agents who had them.

    One conditional update, so that whatever happens at the same time nobody ever holds more than their capacity.
    """
    ids = sorted(wanted)
    if len(ids) > 1:
        lock_agents(ids)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [ids, [wanted[each] for each in ids]])
        return {row[0] for row in cursor.fetchall()}


def take_slot(agent_id: UUID) -> bool:
    """Take one slot if one is free, whatever the agent's status: they, or a colleague, asked for it."""
    return bool(
        Agent.objects.filter(Agent.with_room(), pk=agent_id).update(active_slots=F("active_slots") + 1)
    )


def force_slot(agent_id: UUID) -> None:
    """Take a slot that may not be there: a supervisor insists, or a silent customer is back."""
    Agent.objects.filter(pk=agent_id).update(active_slots=F("active_slots") + 1)


def free_slot(agent_id: UUID) -> None:
    Agent.objects.filter(pk=agent_id).update(active_slots=F("active_slots") - 1, idle_since=timezone.now())
