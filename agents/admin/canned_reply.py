"""Texts that agents use again and again."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from agents.models import CannedReply


@admin.register(CannedReply)
class CannedReplyAdmin(ModelAdmin):
    list_display = ("shortcut", "text", "language", "site", "group", "owner", "uses", "last_used_at")
    list_select_related = ("site", "group", "owner")
    search_fields = ("shortcut", "text")
    autocomplete_fields = ("site", "group", "owner")
    fields = ("shortcut", "text", "language", "site", "group", "owner", "uses", "last_used_at")
    readonly_fields = ("uses", "last_used_at")
