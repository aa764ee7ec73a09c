"""Who is there, for whoever decides."""

from uuid import UUID

from agents.presence.leases import Leases
from agents.presence.link import link


def present_agents() -> frozenset[UUID] | None:
    """Agents with a live connection on any node; None when Redis cannot say, then `Agent.connected_until` decides.

    One round trip; half a second at most, and that only every few seconds while Redis hangs.
    """
    return link().ask(Leases.present)
