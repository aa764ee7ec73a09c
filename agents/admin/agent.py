"""Who answers."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminSelectWidget

from agents.admin.roles import AuditsMembershipsAdmin, overseen
from agents.models import Agent, Membership, SkillGroup
from agents.roles import Role, is_administrator, role_of
from agents.services.roles import set_role


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


class AgentForm(forms.ModelForm):
    """An agent's page says what their login may do, too."""

    role = forms.ChoiceField(
        widget=UnfoldAdminSelectWidget,
        choices=Role.choices,
        label=_("Role"),
        help_text=_("Supervisors oversee the skill groups that say so below; administrators all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            is_new = self.instance._state.adding
            self.fields["role"].initial = Role.AGENT if is_new else role_of(self.instance.user)
            self.fields["role"].disabled = not is_new and self.instance.user.is_superuser


@admin.register(Agent)
class AgentAdmin(AuditsMembershipsAdmin):
    """Slots belong to the assignment engine, the status to the agent, roles and logins to administrators."""

    form = AgentForm
    list_display = ("name", "user", "role", "status", "active_slots", "capacity")
    list_filter = ("status",)
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__email")
    autocomplete_fields = ("user",)
    fields = ("name", "user", "role", "capacity", "status", "active_slots", "id")
    readonly_fields = ("status", "active_slots", "id")
    inlines = (MembershipOfAgent,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agent]:
        rows: QuerySet[Agent] = super().get_queryset(request)
        return rows.prefetch_related("user__groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Agent | None = None) -> tuple[str, ...]:
        return (
            self.readonly_fields
            if is_administrator(request.user)
            else ("user", "role", *self.readonly_fields)
        )

    def has_change_permission(self, request: HttpRequest, obj: Agent | None = None) -> bool:
        """Supervisors change the agents of groups that they oversee, but no administrators."""
        allowed: bool = super().has_change_permission(request, obj)
        if not allowed or obj is None or is_administrator(request.user):
            return allowed
        if is_administrator(obj.user):
            return False
        theirs = overseen(SkillGroup.objects.all(), request)
        return theirs.filter(Q(for_everyone=True) | Q(memberships__agent=obj)).exists()

    @admin.display(description=_("Role"))
    def role(self, obj: Agent) -> str:
        role = role_of(obj.user)
        return str(role.label) if role else "–"

    def save_model(self, request: HttpRequest, obj: Agent, form: Any, change: bool) -> None:
        """What the page edits and no more: slots and status change while it is being saved."""
        obj.save(update_fields=["name", "user", "capacity"] if change else None)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "role" in form.cleaned_data:
            set_role(user=form.instance.user, role=Role(form.cleaned_data["role"]), actor=request.user)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
