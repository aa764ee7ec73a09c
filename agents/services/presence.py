"""Status and the lease that says a console is open. Redis leases per connection replace the lease later."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agents.cards import publish_agent
from agents.engine import assign_waiting
from agents.models import Agent, Status

LEASE_SECONDS = 15


def renew_leases(agent_ids: Iterable[UUID]) -> None:
    """These agents have an open console on this node: good for the next 15 s."""
    until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
    Agent.objects.filter(pk__in=list(agent_ids)).update(connected_until=until)


def arrive(*, agent_id: UUID) -> None:
    """A console was opened: renew the lease and hand over what waits."""
    renew_leases([agent_id])
    assign_waiting()


def set_status(*, agent_id: UUID, status: Status) -> None:
    """The agent's own choice; whoever comes online gets what waits at once."""
    with transaction.atomic():
        agent = Agent.objects.select_for_update().get(pk=agent_id)
        agent.status = status
        agent.save(update_fields=["status"])
        publish_agent(agent)
    if status == Status.ONLINE:
        assign_waiting()
