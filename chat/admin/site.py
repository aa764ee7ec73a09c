"""The page of a site: how its chat looks, where it may be shown, what is asked and what may be sent."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from chat.admin.site_form import (
    KINDS,
    KeyForm,
    KeyFormSet,
    QuestionForm,
    SiteForm,
    chosen_kinds,
    further_types,
    megabytes,
)
from chat.models import Site, SiteKey, SiteQuestion


class QuestionInline(TabularInline):
    model = SiteQuestion
    form = QuestionForm
    fields = ("place", "text", "choices", "required")
    extra = 0
    hide_title = True
    verbose_name = _("question")
    verbose_name_plural = _("questions before the chat")


class KeyInline(TabularInline):
    model = SiteKey
    form = KeyForm
    formset = KeyFormSet
    fields = ("kid", "shown_secret", "created_at", "revoke")
    readonly_fields = ("shown_secret", "created_at")
    ordering = (F("revoked_at").desc(nulls_first=True), "pk")
    extra = 0
    hide_title = True
    can_delete = False
    verbose_name = _("key")
    verbose_name_plural = _("keys with which your server vouches for customers")

    @admin.display(description=_("secret"))
    def shown_secret(self, obj: SiteKey) -> SafeString | str:
        if obj._state.adding:
            return str(_("Made when the page is saved."))
        show = '<details class="fs-secret"><summary>{}</summary><code>{}</code></details>'
        return format_html(show, _("Show"), obj.secret)


@admin.register(Site)
class SiteAdmin(ModelAdmin):
    form = SiteForm
    change_form_template = "chat/site_form.html"
    list_display = ("name", "shown_on", "peeks", "created_at")
    search_fields = ("name", "=id")
    inlines = (QuestionInline, KeyInline)
    fieldsets = (
        (_("Look"), {"fields": ("name", "greeting", "accent_color")}),
        (_("Where it may be shown"), {"fields": ("origins",)}),
        (_("While somebody writes"), {"fields": ("sneak_peek",)}),
        (_("Files and voice clips"), {"fields": ("upload_max_mb", "upload_kinds", "upload_more")}),
    )

    # What whoever may only look at the page is shown in the place of the form's fields.

    @admin.display(description=_("Largest file, MB"))
    def upload_max_mb(self, obj: Site) -> int:
        return megabytes(obj)

    @admin.display(description=_("What may be sent"))
    def upload_kinds(self, obj: Site) -> str:
        return ", ".join(str(KINDS[key][0]) for key in chosen_kinds(obj)) or "–"

    @admin.display(description=_("Further media types"))
    def upload_more(self, obj: Site) -> str:
        return ", ".join(further_types(obj)) or "–"

    @admin.display(description=_("May be shown on"))
    def shown_on(self, obj: Site) -> str:
        first, *more = obj.origins or [str(_("nowhere yet"))]
        return f"{first} +{len(more)}" if more else str(first)

    @admin.display(description=_("Sneak peek"), boolean=True, ordering="sneak_peek")
    def peeks(self, obj: Site) -> bool:
        return obj.sneak_peek

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Questions are counted from one, whatever places were typed."""
        super().save_formset(request, form, formset, change)
        if formset.model is SiteQuestion:
            rows = list(SiteQuestion.objects.filter(site=form.instance))
            for place, question in enumerate(rows, start=1):
                question.place = place
            SiteQuestion.objects.bulk_update(rows, ["place"])

    def get_urls(self) -> list[URLPattern]:
        preview = path("preview/", self.admin_site.admin_view(self.preview_view), name="chat_site_preview")
        return [preview, *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The panel as the form beside it says, for nobody to chat in."""
        if not (self.has_add_permission(request) or self.has_view_permission(request)):
            raise PermissionDenied
        response = render(request, "chat/preview.html")
        response.csp_frame_ancestors = ["'self'"]  # type: ignore[attr-defined]
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        origins = settings.FRONTDESK.public_origins
        context["widget_origin"] = origins[0] if origins else request.build_absolute_uri("/").rstrip("/")
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page
