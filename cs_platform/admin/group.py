"""What roles and other groups of logins may do."""

from typing import Any

from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from agents.roles import GROUPS
from history.services.audit import record_role_change


class GroupAdmin(BaseGroupAdmin, ModelAdmin):
    """The roles' groups keep their names: by these they are known. Only superusers change what a group may do."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser) and (obj is None or obj.name not in GROUPS.values())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name",) if obj is not None and obj.name in GROUPS.values() else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever changes what the members of a group may do leaves an entry for each."""
        super().save_related(request, form, formsets, change)
        if "permissions" not in form.changed_data:
            return
        group: Group = form.instance
        may = ", ".join(sorted(group.permissions.values_list("codename", flat=True)))
        for member in group.user_set.all():
            record_role_change(actor=request.user, user=member, detail=f"{group.name}: {may or 'none'}")  # type: ignore[arg-type]
