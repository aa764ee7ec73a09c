"""What staff note when a chat session is closed."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from agents.admin.kept import KeptWhileUsedAdmin
from agents.models import Disposition, Outcome, Tag


@admin.register(Disposition)
class DispositionAdmin(KeptWhileUsedAdmin):
    list_display = ("name", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name",)
    autocomplete_fields = ("groups",)

    def why_kept(self, obj: Disposition) -> str | None:
        if Outcome.objects.filter(disposition=obj).exists():
            return f"“{obj}” was given to chat sessions and stays with them. Make it inactive instead."
        return None


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)
