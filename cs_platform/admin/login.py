"""Who may log in, and as what."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminSelectWidget

from agents.roles import GROUPS, Role, role_of
from agents.services.roles import set_role
from history.services.audit import record_role_change

NO_STAFF = ("", _("None: no part of the staff"))


class LoginForm(UserChangeForm):
    """The role stands apart from the other groups of a login; a superuser is an administrator anyway."""

    role = forms.ChoiceField(
        widget=UnfoldAdminSelectWidget,
        choices=[NO_STAFF, *Role.choices],
        required=False,
        label=_("Role"),
        help_text=_("Whoever answers customers needs a page under “Staff” besides."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].initial = role_of(self.instance) or ""
            self.fields["role"].disabled = self.instance.is_superuser
        if "groups" in self.fields:
            others = Group.objects.exclude(name__in=GROUPS.values())
            self.fields["groups"].queryset = others

    def clean_groups(self) -> Iterable[Group]:
        """The role's group is none to choose here, so it is none to lose."""
        chosen: QuerySet[Group] = self.cleaned_data["groups"]
        return [*chosen, *self.instance.groups.filter(name__in=GROUPS.values())]


class LoginAdmin(UserAdmin, ModelAdmin):
    """Only superusers make superusers, change them, or give rights one by one."""

    form = LoginForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "full_name", "email", "role", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ("user_permissions",)
    autocomplete_fields = ("groups",)
    fieldsets = (
        (None, {"fields": (("username", "password"), ("first_name", "last_name"), "email")}),
        (_("What they may do"), {"fields": ("is_active", "role")}),
        (_("Dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    more = ((_("More rights"), {"fields": ("is_superuser", "groups", "user_permissions")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows: QuerySet[User] = super().get_queryset(request)
        return rows.prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        return (*shown, *self.more) if obj is not None and request.user.is_superuser else shown

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    @admin.display(description=_("Name"), ordering="first_name")
    def full_name(self, obj: User) -> str:
        return obj.get_full_name() or "–"

    @admin.display(description=_("Role"))
    def role(self, obj: User) -> str:
        role = role_of(obj)
        return str(role.label) if role else "–"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever changes what a login may do leaves an entry in the audit."""
        super().save_related(request, form, formsets, change)
        rights = sorted({"is_active", "is_superuser", "groups", "user_permissions"} & set(form.changed_data))
        if rights:
            detail = ", ".join(f"{name}: {_told(form.cleaned_data[name])}" for name in rights)
            record_role_change(actor=request.user, user=form.instance, detail=detail)  # type: ignore[arg-type]
        if "role" in form.changed_data:
            role = Role(form.cleaned_data["role"]) if form.cleaned_data["role"] else None
            set_role(user=form.instance, role=role, actor=request.user)  # type: ignore[arg-type]


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(sorted(map(str, value))) or "none"
