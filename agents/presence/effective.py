"""What an agent's status comes to: what they chose, whether they are there, and how much they have to do."""

from datetime import datetime

from agents.protocol import EffectiveStatus


def effective_status(
    *,
    status: str,
    is_present: bool,
    wrap_up_until: datetime | None,
    active_slots: int,
    capacity: int,
    now: datetime,
) -> EffectiveStatus:
    """The first that applies: not there, what they chose, the pause after closing, no slot left; else free."""
    if not is_present or status == "offline":
        return "offline"
    if status == "away":
        return "away"
    if status == "busy":
        return "busy"
    if wrap_up_until is not None and wrap_up_until > now:
        return "wrap_up"
    return "full" if active_slots >= capacity else "free"
