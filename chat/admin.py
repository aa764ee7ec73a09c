"""The set-up pages of chat. What was said is not shown here: History shows it, and notes each look."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.paginator import InfinitePaginator

from chat.models import ChatSession, Customer, Message, Site, SiteQuestion


class ReadOnlyAdmin(ModelAdmin):
    """Shows, and changes nothing. Never counts a whole table."""

    show_full_result_count = False
    paginator = InfinitePaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SiteQuestionInline(TabularInline):
    model = SiteQuestion
    fields = ("place", "text", "kind", "choices", "required")
    extra = 0
    hide_title = True


@admin.register(Site)
class SiteAdmin(ModelAdmin):
    list_display = ("name", "id", "created_at")
    search_fields = ("name",)
    readonly_fields = ("id", "created_at")
    inlines = (SiteQuestionInline,)


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


@admin.register(ChatSession)
class ChatSessionAdmin(ReadOnlyAdmin):
    list_display = ("id", "customer", "phase", "responsible_name", "opened_at", "closed_at")
    list_filter = ("phase", "site")
    list_select_related = ("customer",)
    search_fields = ("=id",)
    search_help_text = "Id"


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("chat_session_id", "lane", "seq", "kind", "sender_kind", "sender_name", "created_at")
    list_filter = ("lane", "kind", "sender_kind")
    search_fields = ("=chat_session__id",)
    search_help_text = "Id of a chat session"
    ordering = ("-id",)
    fields = ("chat_session", "lane", "seq", "kind", "sender_kind", "sender_name", "client_id", "created_at")
