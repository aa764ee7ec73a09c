"""The set-up pages of agents."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from agents.models import Agent


@admin.register(Agent)
class AgentAdmin(ModelAdmin):
    """Who answers. Slots belong to the assignment engine, the status to the agent."""

    list_display = ("name", "user", "status", "active_slots", "capacity")
    list_filter = ("status",)
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__email")
    autocomplete_fields = ("user",)
    fields = ("name", "user", "capacity", "status", "active_slots", "id")
    readonly_fields = ("status", "active_slots", "id")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
