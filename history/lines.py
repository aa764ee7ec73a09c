"""What a transcript's page shows of an entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.attachments.cards import attachment_card
from chat.models import Attachment, AttachmentState, FormerText, Kind, Message, SenderKind
from chat.protocol import frames

EVENTS = {
    "opened": _("Chat opened"),
    "assigned": _("Assigned to %(agent)s"),
    "joined": _("%(agent)s joined"),
    "parted": _("%(agent)s left"),
    "idle_warned": _("The customer was silent and asked whether they are still there"),
    "left_message": _("Nobody was available: left as a message"),
    "reopened": _("The customer wrote again: the chat went on"),
}
TRANSFERRED = _("%(by)s transferred this chat to %(to)s")
TOOK_OVER = _("%(by)s took over this chat")
REQUEUED = {
    "agent_gone": _("Back in the queue: the agent lost the connection"),
    "given_back": _("Given back to the queue"),
    "overflow": _("Moved to another queue: the wait was too long"),
}
CLOSED = {
    "customer": _("Closed by the customer"),
    "agent": _("Closed by the agent"),
    "idle": _("Closed because the customer was silent"),
    "system": _("Closed automatically"),
}
AMENDED = {
    "edited": _("%(by)s edited a message"),
    "recalled": _("%(by)s recalled a message"),
}


@dataclass(frozen=True, slots=True)
class Former:
    """What an entry said until then; of a file that was taken away with it, the name."""

    text: str
    file_name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, ready to be shown. `day` is set on the first line of each day; `file` is None where it has none, or
    none any more; `former` is what it said before, for who may know.
    """

    kind: str
    lane: str
    seq: int
    sender_kind: str
    name: str
    text: str
    at: datetime
    day: date | None
    amended: str = ""
    file: frames.Attachment | None = None
    former: Sequence[Former] = ()


NO_FORMER: Mapping[int, Sequence[FormerText]] = MappingProxyType({})
NO_FILES: Mapping[UUID, Attachment] = MappingProxyType({})


def lines_of(
    entries: Iterable[Message],
    *,
    customer_name: str,
    former: Mapping[int, Sequence[FormerText]] = NO_FORMER,
    files: Mapping[UUID, Attachment] = NO_FILES,
) -> list[Line]:
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
                text=event_words(entry.event, by=entry.sender_name) if is_event else entry.text,
                at=entry.created_at,
                day=None if today == day else today,
                amended=entry.amended,
                file=_file(files, entry.attachment_id),
                former=[_former(each, files) for each in former.get(entry.pk, ())],
            )
        )
        day = today
    return lines


def _file(files: Mapping[UUID, Attachment], id_: UUID | None) -> frames.Attachment | None:
    row = None if id_ is None else files.get(id_)
    return attachment_card(row) if row is not None and row.state == AttachmentState.READY else None


def _former(of: FormerText, files: Mapping[UUID, Attachment]) -> Former:
    row = None if of.attachment_id is None else files.get(of.attachment_id)
    taken_away = row is not None and row.state != AttachmentState.READY
    return Former(of.text, row.name if row is not None and taken_away else "", of.replaced_at)


def event_words(event: dict[str, Any] | None, *, by: str = "") -> str:
    """What happened, and through whom, in words; unknown kinds keep their name, so that nothing is hidden."""
    if event is None:
        return ""
    name, agent = str(event["name"]), event.get("agent") or {}
    match event:
        case {"name": "transferred", "by": by}:
            to = agent.get("name") or event.get("group") or ""
            return (TOOK_OVER if agent == by else TRANSFERRED) % {"by": by["name"], "to": to}
        case {"name": "requeued", "reason": reason}:
            return str(REQUEUED.get(reason, name))
        case {"name": "amended", "how": how}:
            return AMENDED[how] % {"by": by}
        case {"name": "closed", "reason": "idle"}:
            return str(CLOSED["idle"])
        case {"name": "closed", "by": by}:
            return str(CLOSED.get(by, CLOSED["system"]))
    return EVENTS.get(name, name) % {"agent": agent.get("name", "")}
