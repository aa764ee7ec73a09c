"""Texts that agents use again and again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from agents.admin.canned_form import CannedReplyForm, label_of
from agents.admin.canned_pages import export_page, import_page
from agents.admin.roles import agent_behind
from agents.canned import Scope, scope_key, scopes_written_by, usable_by
from agents.models import CannedReply
from agents.roles import is_administrator
from agents.services.canned_replies import save_canned_replies, tell_canned_changed

SHOWN_CHARS = 90
SCOPES = "_canned_scopes"


class UseFilter(admin.SimpleListFilter):
    """Which are worth keeping."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("used", _("Used")), ("never", _("Never used"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CannedReply]) -> QuerySet[CannedReply]:
        match self.value():
            case "used":
                return queryset.filter(uses__gt=0)
            case "never":
                return queryset.filter(uses=0)
        return queryset


@admin.register(CannedReply)
class CannedReplyAdmin(ModelAdmin):
    """Everybody sees what they may use, and changes what they may write."""

    form = CannedReplyForm
    list_display = ("command", "beginning", "for_whom", "language", "uses", "last_used_at")
    list_display_links = ("command", "beginning")
    list_filter = (UseFilter, "language")
    list_select_related = ("site", "group", "owner__user")
    ordering = ("shortcut",)
    search_fields = ("shortcut", "text")
    search_help_text = _("Shortcut or words of the text")
    fieldsets = (
        (None, {"fields": (("shortcut", "for_whom"), "language", "text")}),
        (_("Use"), {"fields": (("uses", "last_used_at"),)}),
    )
    readonly_fields = ("uses", "last_used_at")
    list_before_template = "agents/canned_tools.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[CannedReply]:
        if is_administrator(request.user):
            rows: QuerySet[CannedReply] = super().get_queryset(request)
            return rows
        agent = agent_behind(request)
        return usable_by(agent) if agent else CannedReply.objects.none()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Of this request: for whom they may write."""
        form = super().get_form(request, obj, change, **kwargs)
        form.scopes, form.me = self.scopes(request), request.user.get_username()
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new one has not been used yet."""
        return super().get_fieldsets(request, obj) if obj else self.fieldsets[:1]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        may = self.has_change_permission(request, obj)
        return self.readonly_fields if may else ("for_whom", *self.readonly_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(self.scopes(request))

    def has_change_permission(self, request: HttpRequest, obj: CannedReply | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._writes(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: CannedReply | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._writes(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Many at once are deleted by who may delete each."""
        return super().get_actions(request) if is_administrator(request.user) else {}

    def scopes(self, request: HttpRequest) -> list[Scope]:
        """Read once for each request: every row asks."""
        kept = vars(request)
        if SCOPES not in kept:
            kept[SCOPES] = scopes_written_by(request.user)
        found: list[Scope] = kept[SCOPES]
        return found

    def _writes(self, request: HttpRequest, obj: CannedReply | None) -> bool:
        return obj is None or scope_key(obj) in {scope.key for scope in self.scopes(request)}

    @admin.display(description=_("Shortcut"), ordering="shortcut")
    def command(self, obj: CannedReply) -> str:
        return str(obj)

    @admin.display(description=_("Text"))
    def beginning(self, obj: CannedReply) -> str:
        return Truncator(" ".join(obj.text.split())).chars(SHOWN_CHARS)

    @admin.display(description=_("For"))
    def for_whom(self, obj: CannedReply) -> str:
        if obj.scope == "person" and obj.owner:
            return obj.owner.name
        of = obj.site or obj.group
        return label_of(Scope(obj.scope, name=str(of or "")))

    def save_model(self, request: HttpRequest, obj: CannedReply, form: Any, change: bool) -> None:
        save_canned_replies([obj])

    def delete_model(self, request: HttpRequest, obj: CannedReply) -> None:
        super().delete_model(request, obj)
        tell_canned_changed()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CannedReply]) -> None:
        super().delete_queryset(request, queryset)
        tell_canned_changed()

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path("import/", self.admin_site.admin_view(self.import_view), name="agents_cannedreply_import"),
            path("export/", self.admin_site.admin_view(self.export_view), name="agents_cannedreply_export"),
        ]
        return [*pages, *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        return import_page(self, request)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        return export_page(self, request)
