"""The pages for looking back: customers, a customer's chat sessions, a transcript."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agents.pages import frame, refused_page, staff_page
from history.access import NOTHING, reach_of
from history.cursors import BadCursor, Cursor
from history.lines import lines_of
from history.selectors import (
    LONGEST_SEARCH_CHARS,
    chat_sessions_of,
    files_of,
    find_customers,
    former_texts,
    transcript_page,
)
from history.services.audit import record_look
from history.transcripts import BadPlace, Place


@staff_page
def search_page(request: HttpRequest) -> HttpResponse:
    """Customers by name, e-mail or id; those seen last while the box is empty."""
    reach = reach_of(request.user)
    if reach is NOTHING:
        return refused_page(
            request, _("History is for agents. An administrator can make you one under “Staff”.")
        )
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH_CHARS]
    page = find_customers(reach=reach, text=text, before=_cursor(request))
    return render(request, "history/search.html", frame(request, _("History"), q=text, page=page))


@staff_page
def customer_page(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """One customer and the list of their chat sessions."""
    reach = reach_of(request.user)
    customer = get_object_or_404(reach.customers.select_related("site"), pk=customer_id)
    page = chat_sessions_of(reach=reach, customer=customer, before=_cursor(request))
    return render(
        request, "history/customer.html", frame(request, str(customer), customer=customer, page=page)
    )


@staff_page
def transcript(request: HttpRequest, chat_session_id: UUID) -> HttpResponse:
    """A chat session as it reads now, both lanes; for who oversees it, also as it read before. Looking is noted."""
    reach = reach_of(request.user)
    found = reach.chat_sessions.select_related("customer", "site")
    chat_session = get_object_or_404(found, pk=chat_session_id)
    page = transcript_page(
        chat_session=chat_session, after=_place(request, "after"), before=_place(request, "before")
    )
    record_look(actor=request.user, chat_session_id=chat_session.id)  # type: ignore[arg-type]  # staff_page saw to it
    former = former_texts(reach=reach, page=page)
    lines = lines_of(
        page.entries,
        customer_name=str(chat_session.customer),
        former=former,
        files=files_of(page, former),
    )
    context = frame(request, str(chat_session.customer), chat_session=chat_session, page=page, lines=lines)
    return render(request, "history/transcript.html", context)


def _cursor(request: HttpRequest) -> Cursor | None:
    try:
        return Cursor.parse(request.GET.get("before", ""))
    except BadCursor as error:
        raise Http404 from error


def _place(request: HttpRequest, name: str) -> Place | None:
    try:
        return Place.parse(request.GET[name]) if name in request.GET else None
    except BadPlace as error:
        raise Http404 from error
