"""Who may set up which groups, and notes in the audit of who changed what an agent may do."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from agents.audit import audit
from agents.groups import supervised_ids
from agents.models import Agent, Membership, SkillGroup
from agents.roles import is_administrator


def agent_behind(request: HttpRequest) -> Agent | None:
    """The agent of whoever asks, if they are one."""
    return Agent.objects.select_related("user").filter(user=request.user.pk).first()


def overseen(groups: QuerySet[SkillGroup], request: HttpRequest) -> QuerySet[SkillGroup]:
    """Of these groups, those whose set-up is up to whoever asks."""
    if is_administrator(request.user):
        return groups
    agent = agent_behind(request)
    return groups.filter(pk__in=supervised_ids(agent) if agent else ())


class AuditsMembershipsAdmin(ModelAdmin):
    """A page on which people join and leave skill groups, or begin to oversee them."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is not Membership:
            return
        for membership, detail in _changes(formset):
            audit().role_changed(actor=request.user, user=membership.agent.user, detail=detail)  # type: ignore[arg-type]


def _changes(formset: Any) -> Iterator[tuple[Membership, str]]:
    for each in [*formset.new_objects, *(changed for changed, _ in formset.changed_objects)]:
        yield each, f"in {each.group}: level {each.level}{', oversees it' if each.supervises else ''}"
    for each in formset.deleted_objects:
        yield each, f"no longer in {each.group}"
