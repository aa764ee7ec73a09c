"""Who answers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from agents.admin.roles import AuditsMembershipsAdmin, overseen
from agents.models import Agent, Membership, SkillGroup


class MembershipOfAgent(TabularInline):
    model = Membership
    fields = ("group", "level", "supervises")
    autocomplete_fields = ("group",)
    extra = 0
    hide_title = True
    verbose_name = "skill group"
    verbose_name_plural = "skill groups"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        rows: QuerySet[Membership] = super().get_queryset(request)
        return rows.filter(group__in=overseen(SkillGroup.objects.all(), request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Nobody lets anybody into a group that they do not oversee."""
        if db_field.name == "group" and request is not None:
            kwargs["queryset"] = overseen(SkillGroup.objects.all(), request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Agent)
class AgentAdmin(AuditsMembershipsAdmin):
    """Slots belong to the assignment engine, the status to the agent."""

    list_display = ("name", "user", "status", "active_slots", "capacity")
    list_filter = ("status",)
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__email")
    autocomplete_fields = ("user",)
    fields = ("name", "user", "capacity", "status", "active_slots", "id")
    readonly_fields = ("status", "active_slots", "id")
    inlines = (MembershipOfAgent,)

    def save_model(self, request: HttpRequest, obj: Agent, form: Any, change: bool) -> None:
        """What the page edits and no more: slots and status change while it is being saved."""
        obj.save(update_fields=["name", "user", "capacity"] if change else None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
