"""What a transcript's page shows of an entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import Kind, Message, SenderKind


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, ready to be shown. `day` is set on the first line of each day."""

    kind: str
    lane: str
    seq: int
    sender_kind: str
    name: str
    text: str
    at: datetime
    day: date | None


def lines_of(entries: Iterable[Message], *, customer_name: str) -> list[Line]:
    """The entries as lines, in their order."""
    lines: list[Line] = []
    day = None
    for entry in entries:
        today = timezone.localdate(entry.created_at)
        is_event = entry.kind == Kind.EVENT
        lines.append(
            Line(
                kind=entry.kind,
                lane=entry.lane,
                seq=entry.seq,
                sender_kind=entry.sender_kind,
                name=customer_name if entry.sender_kind == SenderKind.CUSTOMER else entry.sender_name,
                text=event_words(entry.event) if is_event else entry.text,
                at=entry.created_at,
                day=None if today == day else today,
            )
        )
        day = today
    return lines


def event_words(event: dict[str, object] | None) -> str:
    """What happened, in words; unknown kinds keep their name, so that nothing is hidden."""
    match event:
        case {"name": "opened"}:
            return _("Chat opened")
        case {"name": "assigned", "agent": {"name": name}}:
            return _("Assigned to %(name)s") % {"name": name}
        case {"name": "closed", "by": "customer"}:
            return _("Closed by the customer")
        case {"name": "closed", "by": "agent"}:
            return _("Closed by the agent")
        case {"name": "closed"}:
            return _("Closed automatically")
        case {"name": name}:
            return str(name)
    return ""
