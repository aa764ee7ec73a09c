"""Skill groups: whom they serve, who is in them, and how they ring, queue and keep hours."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from agents.admin.kept import KeptWhileUsedAdmin
from agents.admin.roles import AuditsMembershipsAdmin, overseen
from agents.admin.skill_group_form import HolidayForm, SkillGroupForm
from agents.models import Holiday, Membership, OpeningHours, SkillGroup
from agents.roles import is_administrator
from agents.services.skill_groups import hand_over_default, why_kept
from agents.strategies import title


class MembershipOfGroup(TabularInline):
    model = Membership
    fields = ("agent", "level", "supervises")
    autocomplete_fields = ("agent",)
    extra = 0
    hide_title = True
    verbose_name = "member"
    verbose_name_plural = "members"


class OpeningHoursInline(TabularInline):
    model = OpeningHours
    fields = ("weekday", "opens", "closes")
    extra = 0
    hide_title = True


class HolidayInline(TabularInline):
    model = Holiday
    form = HolidayForm
    fields = ("date", "name", "opens", "closes")
    extra = 0
    hide_title = True


@admin.register(SkillGroup)
class SkillGroupAdmin(KeptWhileUsedAdmin, AuditsMembershipsAdmin):
    form = SkillGroupForm
    list_display = ("name", "default", "language", "asked_first", "rings", "overflow_group")
    list_select_related = ("overflow_group",)
    search_fields = ("name",)
    autocomplete_fields = ("sites", "overflow_group")
    inlines = (MembershipOfGroup, OpeningHoursInline, HolidayInline)
    fieldsets = (
        (None, {"fields": ("name",)}),
        (
            "Who it serves",
            {
                "description": "Without sites, chat sessions come only by transfer, overflow or as the default.",
                "fields": ("sites", "language", "is_default"),
            },
        ),
        (
            "Ringing",
            {
                "fields": (
                    "strategy",
                    "for_everyone",
                    "sticky",
                    "auto_accept",
                    ("offer_seconds", "misses_until_away"),
                    ("wrap_up_seconds", "grace_seconds"),
                    ("warn_answer_seconds", "late_answer_seconds"),
                )
            },
        ),
        (
            "Queue",
            {"fields": (("queue_cap", "ageing_seconds"), ("max_wait_seconds", "overflow_group"))},
        ),
        (
            "Silent customers",
            {
                "fields": (
                    ("warn_idle_seconds", "close_idle_seconds"),
                    ("idle_frees_slot_seconds", "reopen_seconds"),
                )
            },
        ),
        (
            "Hours",
            {
                "description": "Without any opening hours it is always open, but for its holidays.",
                "fields": ("time_zone",),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: SkillGroup | None = None) -> tuple[str, ...]:
        """Whose customers come to which group is not for those to say who oversee it: they would see them all."""
        return () if is_administrator(request.user) else ("sites", "language", "is_default")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SkillGroup]:
        """Administrators set up all groups, others those that they oversee."""
        rows: QuerySet[SkillGroup] = super().get_queryset(request)
        return overseen(rows, request)

    @admin.display(ordering="is_default")
    def default(self, obj: SkillGroup) -> str:
        return "Yes" if obj.is_default else ""

    @admin.display(ordering="strategy")
    def asked_first(self, obj: SkillGroup) -> str:
        return title(obj.strategy)

    @admin.display(ordering="offer_seconds")
    def rings(self, obj: SkillGroup) -> str:
        return "Given at once" if obj.auto_accept else f"{obj.offer_seconds} s"

    def why_kept(self, obj: SkillGroup) -> str | None:
        return why_kept(obj)

    def save_model(self, request: HttpRequest, obj: SkillGroup, form: Any, change: bool) -> None:
        if obj.is_default:
            hand_over_default(to_group_id=obj.pk)
        super().save_model(request, obj, form, change)
