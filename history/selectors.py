"""Reading back: customers, their chat sessions, transcripts. Every list is a page of bounded size."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from chat.models import Attachment, ChatSession, Customer, FormerText, Lane, Message
from history.access import Reach
from history.cursors import Cursor
from history.transcripts import ENTRIES_PER_PAGE, START, Place, TranscriptPage, merge

CUSTOMERS_PER_PAGE = 25
CHAT_SESSIONS_PER_PAGE = 25
LONGEST_SEARCH_CHARS = 200
SHORTEST_ID_CHARS = 4


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Customers, the one seen last first; `older` is where the next page begins."""

    customers: Sequence[Customer]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class ChatSessionPage:
    """A customer's chat sessions, the newest first; `older` is where the next page begins."""

    chat_sessions: list[ChatSession]
    older: Cursor | None


def find_customers(*, reach: Reach, text: str, before: Cursor | None = None) -> CustomerPage:
    """Whose name, e-mail or id has `text` in it; everybody when it is empty. One query."""
    found = reach.customers.filter(_matching(text))
    if before:
        found = found.filter(before.rows_after("last_seen_at"))
    counted = reach.chat_sessions.filter(customer=OuterRef("pk")).order_by().values("customer")
    rows = list(
        found.select_related("site")
        .annotate(chat_session_count=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0))
        .order_by("-last_seen_at", "-id")[: CUSTOMERS_PER_PAGE + 1]
    )
    shown = rows[:CUSTOMERS_PER_PAGE]
    older = Cursor(shown[-1].last_seen_at, shown[-1].id) if len(rows) > len(shown) else None
    return CustomerPage(shown, older)


def _matching(text: str) -> Q:
    text = " ".join(text.replace("\0", "").split())[:LONGEST_SEARCH_CHARS]
    if not text:
        return Q()
    try:
        return Q(id=UUID(text)) | Q(external_id=text)
    except ValueError:
        pass
    matches = Q(name__icontains=text) | Q(email__icontains=text) | Q(external_id=text)
    if len(text) >= SHORTEST_ID_CHARS and all(char in "0123456789abcdef-" for char in text.lower()):
        # An anonymous customer goes by the end of their id.
        matches |= Q(
            pk__in=Customer.objects.annotate(as_text=Cast("id", CharField()))
            .filter(as_text__endswith=text.lower())
            .values("pk")
        )
    return matches


def chat_sessions_of(*, reach: Reach, customer: Customer, before: Cursor | None = None) -> ChatSessionPage:
    """What a customer has talked with us, newest first. One query."""
    found: QuerySet[ChatSession] = reach.chat_sessions.filter(customer=customer)
    if before:
        found = found.filter(before.rows_after("opened_at"))
    rows = list(found.order_by("-opened_at", "-id")[: CHAT_SESSIONS_PER_PAGE + 1])
    shown = rows[:CHAT_SESSIONS_PER_PAGE]
    older = Cursor(shown[-1].opened_at, shown[-1].id) if len(rows) > len(shown) else None
    return ChatSessionPage(shown, older)


def transcript_page(
    *, chat_session: ChatSession, after: Place | None = None, before: Place | None = None
) -> TranscriptPage:
    """The entries after a place, or those before one; from the start when neither is named. Two queries."""
    last = Place(chat_session.public_seq, chat_session.staff_seq)
    if before is not None:
        end = before.within(last)
        lanes = [_last_of_lane(chat_session, lane, seq) for lane, seq in _lanes(end)]
        entries = merge(*lanes)[-ENTRIES_PER_PAGE:]
        return TranscriptPage(entries, start=end.moved(entries, -1), end=end, last=last)
    start = (after or START).within(last)
    lanes = [_first_of_lane(chat_session, lane, seq) for lane, seq in _lanes(start)]
    entries = merge(*lanes)[:ENTRIES_PER_PAGE]
    return TranscriptPage(entries, start=start, end=start.moved(entries, 1), last=last)


def former_texts(*, reach: Reach, page: TranscriptPage) -> dict[int, list[FormerText]]:
    """What amended entries of a page said before, the oldest first, by entry; of what the reader oversees alone.

    Two queries, and none for a page on which nothing was amended.
    """
    amended = [entry for entry in page.entries if entry.amended]
    if not amended or not reach.overseen.filter(pk=amended[0].chat_session_id).exists():
        return {}
    found: dict[int, list[FormerText]] = defaultdict(list)
    for former in FormerText.objects.filter(message__in=amended).order_by("pk"):
        found[former.message_id].append(former)
    return found


def files_of(page: TranscriptPage, former: Mapping[int, Sequence[FormerText]]) -> dict[UUID, Attachment]:
    """The files that the entries of a page carry, or carried. One query; none for a page without."""
    carried = [entry.attachment_id for entry in page.entries]
    carried += [each.attachment_id for texts in former.values() for each in texts]
    ids = {each for each in carried if each is not None}
    return Attachment.objects.in_bulk(list(ids)) if ids else {}


def _lanes(place: Place) -> tuple[tuple[Lane, int], tuple[Lane, int]]:
    return (Lane.PUBLIC, place.public), (Lane.STAFF, place.staff)


def _first_of_lane(chat_session: ChatSession, lane: Lane, after_seq: int) -> list[Message]:
    entries = Message.objects.filter(chat_session=chat_session, lane=lane, seq__gt=after_seq)
    return list(entries.order_by("seq")[:ENTRIES_PER_PAGE])


def _last_of_lane(chat_session: ChatSession, lane: Lane, up_to_seq: int) -> list[Message]:
    entries = Message.objects.filter(chat_session=chat_session, lane=lane, seq__lte=up_to_seq)
    return list(entries.order_by("-seq")[:ENTRIES_PER_PAGE])[::-1]
