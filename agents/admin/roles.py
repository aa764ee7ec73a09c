"""Whoever changes what an agent may do leaves an entry in the audit."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from agents.audit import audit
from agents.groups import supervised_ids
from agents.models import Agent, Membership, SkillGroup


def overseen(groups: QuerySet[SkillGroup], request: HttpRequest) -> QuerySet[SkillGroup]:
    """Of these groups, those whose set-up is up to whoever asks."""
    if request.user.is_superuser:
        return groups
    agent = Agent.objects.select_related("user").filter(user=request.user.pk).first()
    return groups.filter(pk__in=supervised_ids(agent) if agent else ())


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
