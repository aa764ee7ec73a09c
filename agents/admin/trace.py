"""Why this agent, why still waiting? What assignment did, to be read."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agents.admin.roles import overseen
from agents.models import Agent, Decision, Offer, Routing, SkillGroup
from agents.roles import is_administrator
from agents.why import told, words
from chat.admin import ReadOnlyAdmin


class TraceAdmin(ReadOnlyAdmin):
    """Rows about chat sessions: administrators see all, others those of groups that they oversee."""

    sortable_by = ()  # newest first, by key: there is no index for other orders
    search_fields = ("chat_session",)
    search_help_text = "Id of a chat session"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if is_administrator(request.user):
            return rows
        return rows.filter(
            chat_session__queue_id__in=overseen(SkillGroup.objects.all(), request).values("pk")
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By id alone and as a UUID, for which there is an index; Django's own search compares texts."""
        if not search_term.strip():
            return queryset, False
        try:
            return queryset.filter(chat_session=UUID(search_term.strip())), False
        except ValueError:
            return queryset.none(), False

    @admin.display(description="chat session")
    def of_chat_session(self, obj: Decision | Offer | Routing) -> SafeString:
        """Its id, and the way to all of its decisions."""
        decisions = reverse("admin:agents_decision_changelist")
        link = (
            '{0} – <a class="text-primary-600 dark:text-primary-500" href="{1}?q={0}">all its decisions</a>'
        )
        return format_html(link, obj.chat_session_id, decisions)


@admin.register(Decision)
class DecisionAdmin(TraceAdmin):
    list_display = ("at", "customer", "what", "group", "made_by", "chat_session_id")
    list_filter = ("kind", "group")
    list_select_related = ("group", "agent", "by", "chat_session__customer")
    ordering = ("-id",)
    fields = ("at", "customer", "of_chat_session", "what", "group", "agent", "made_by", "passed_over")
    readonly_fields = ("customer", "of_chat_session", "what", "made_by", "passed_over")

    @admin.display
    def customer(self, obj: Decision) -> str:
        return str(obj.chat_session.customer)

    @admin.display(description="what was decided")
    def what(self, obj: Decision) -> str:
        return told(obj)

    @admin.display(description="by")
    def made_by(self, obj: Decision) -> str:
        return obj.by.name if obj.by else "Frontdesk"

    @admin.display(description="Who was passed over")
    def passed_over(self, obj: Decision) -> SafeString | str:
        """Why not the others: "full 5/5: Leo, Mia"."""
        ids = {agent for _, _, agents in obj.candidates for agent in agents}
        names = {str(agent.pk): agent.name for agent in Agent.objects.filter(pk__in=ids)}
        lines = (
            (words(code, detail), ", ".join(sorted(names.get(agent, "?") for agent in agents)))
            for code, detail, agents in obj.candidates
        )
        return format_html_join("", "<p><strong>{}</strong>: {}</p>", lines) or "Nobody."


@admin.register(Offer)
class OfferAdmin(TraceAdmin):
    """The note of a transfer is not shown: it was said, so History shows it and notes the look."""

    list_display = ("made_at", "chat_session_id", "agent", "group", "kind", "outcome", "decided_at")
    list_filter = ("outcome", "kind", "group")
    list_select_related = ("agent", "group")
    ordering = ("-id",)
    fields = (
        "of_chat_session",
        "agent",
        "group",
        "kind",
        "made_by",
        "made_at",
        "deadline",
        "outcome",
        "decided_at",
        "reason",
    )
    readonly_fields = ("of_chat_session",)


@admin.register(Routing)
class RoutingAdmin(TraceAdmin):
    list_display = ("chat_session_id", "stage", "group", "priority", "waiting_since", "preferred_agent")
    list_filter = ("stage", "group")
    list_select_related = ("group", "preferred_agent")
    ordering = ("-chat_session",)
    fields = (
        "of_chat_session",
        "stage",
        "group",
        "priority",
        "waiting_since",
        "order_at",
        "preferred_agent",
        "answered_at",
        "overflow_at",
        "look_at",
        "warned_at",
    )
    readonly_fields = ("of_chat_session",)
