"""Pages of canned replies besides those that Django brings: import and export."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.admin.canned_import import Line, counted, plan
from agents.canned_csv import LARGEST_BYTES, BadFile, Row, read_rows, write_rows
from agents.models import CannedReply
from agents.services.canned_replies import save_canned_replies

LIST = "admin:agents_cannedreply_changelist"


def export_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Whatever they see, as a file that the import takes."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    replies = model_admin.get_queryset(request).select_related("site", "group", "owner__user")
    response = HttpResponse(write_rows(map(_row, replies)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="canned-replies.csv"'
    return response


def _row(reply: CannedReply) -> Row:
    owner = reply.owner.user.get_username() if reply.owner else ""
    name = owner or str(reply.site or reply.group or "")
    return Row(0, reply.shortcut, reply.language, reply.scope, name, reply.text)


def import_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """A file is looked at first; what was shown is then applied, all of it or nothing."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Import canned replies"),
    }
    context["opts"] = model_admin.opts
    if request.method == "POST":
        try:
            content = _content(request)
            lines = plan(read_rows(content), model_admin.scopes(request), me=request.user.get_username())
        except BadFile as error:
            context["problem"] = str(error)
        else:
            counts = counted(lines)
            if "apply" in request.POST and not counts["wrong"]:
                return _apply(model_admin, request, lines)
            context |= {"lines": lines, "counts": counts, "content": content.decode("utf-8-sig")}
            context["is_ready"] = not counts["wrong"] and counts["new"] + counts["changed"] > 0
    return render(request, "agents/canned_import.html", context)


def _content(request: HttpRequest) -> bytes:
    if "content" in request.POST:
        return request.POST["content"].encode()
    file = request.FILES.get("file")
    if file is None:
        raise BadFile(_("Choose a file first."))
    return bytes(file.read(LARGEST_BYTES + 1))  # one more than is read


def _apply(model_admin: Any, request: HttpRequest, lines: list[Line]) -> HttpResponse:
    replies = [line.reply for line in lines if line.reply is not None]
    new = {reply.pk for reply in replies if reply._state.adding}
    save_canned_replies(replies)
    for reply in replies:
        note = model_admin.log_addition if reply.pk in new else model_admin.log_change
        note(request, reply, "CSV")
    done = ngettext("%s canned reply was imported.", "%s canned replies were imported.", len(replies))
    messages.success(request, done % len(replies))
    return HttpResponseRedirect(reverse(LIST))
