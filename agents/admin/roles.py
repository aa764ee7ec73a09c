"""Whoever changes what an agent may do leaves an entry in the audit."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin

from agents.audit import audit
from agents.models import Membership


class AuditsMembershipsAdmin(ModelAdmin):
    """A page on which people join and leave skill groups, or begin to oversee them."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is not Membership:
            return
        changed = [
            *formset.new_objects,
            *(each for each, _ in formset.changed_objects),
            *formset.deleted_objects,
        ]
        for agent_id in {membership.agent_id for membership in changed}:
            audit().role_changed(actor=request.user, agent_id=agent_id)  # type: ignore[arg-type]
