"""Another agent, named in a request."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from chat.protocol.refusals import Refused


def colleague(agent_id: UUID) -> Agent:
    """Raises `Refused("unknown")` when there is no such agent, or none who still works here."""
    found = Agent.objects.filter(Agent.on_staff(), pk=agent_id).first()
    if found is None:
        raise Refused("unknown", _("There is no such agent."))
    return found
