"""Django's own models, in the theme of the rest."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from history.services.audit import record_role_change

ROLE_FIELDS = {"is_active", "is_staff", "is_superuser", "groups", "user_permissions"}

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(BaseUserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever changes what a login may do leaves an entry in the audit."""
        super().save_related(request, form, formsets, change)
        if ROLE_FIELDS & set(form.changed_data):
            record_role_change(actor=request.user, login=form.instance)  # type: ignore[arg-type]


@admin.register(Group)
class GroupAdmin(BaseGroupAdmin, ModelAdmin):
    pass
