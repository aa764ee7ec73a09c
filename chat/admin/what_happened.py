"""Chat sessions and their entries, to be looked up; their words are not shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.paginator import InfinitePaginator

from chat.models import ChatSession, Message


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
