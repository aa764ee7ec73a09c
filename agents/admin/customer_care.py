"""Customers who have an owner or go first."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from agents.models import CustomerCare


@admin.register(CustomerCare)
class CustomerCareAdmin(ModelAdmin):
    list_display = ("customer", "priority", "owner")
    list_select_related = ("customer", "owner")
    search_fields = ("customer__name", "customer__email", "owner__name")
    autocomplete_fields = ("customer", "owner")
    fields = ("customer", "priority", "owner")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The customer is the key: another one would be another row."""
        return () if obj is None else ("customer",)
