"""Customers, as they call themselves."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.paginator import InfinitePaginator

from chat.models import Customer


@admin.register(Customer)
class CustomerAdmin(ModelAdmin):
    """Name and e-mail may be corrected; who somebody is comes from the site alone."""

    list_display = ("__str__", "email", "verified", "site", "last_seen_at")
    list_filter = ("verified", "site")
    list_select_related = ("site",)
    search_fields = ("name", "email", "external_id", "=id")
    search_help_text = "Name, e-mail or id"
    fields = ("name", "email", "verified", "external_id", "site", "id", "created_at", "last_seen_at")
    readonly_fields = ("verified", "external_id", "site", "id", "created_at", "last_seen_at")
    show_full_result_count = False
    paginator = InfinitePaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
