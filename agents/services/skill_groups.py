"""The default group, and groups that must stay."""

from uuid import UUID

from django.db import transaction

from agents.models import Decision, Offer, Routing, SkillGroup


@transaction.atomic
def hand_over_default(*, to_group_id: UUID) -> None:
    """No group but this one is the default any more. In the transaction in which it becomes so; again is harmless."""
    SkillGroup.objects.filter(is_default=True).exclude(pk=to_group_id).update(is_default=False)


def why_kept(group: SkillGroup) -> str | None:
    """Why a group cannot be deleted, in a sentence; None when it can."""
    if group.is_default:
        return f"“{group}” is the default group. Make another one the default first."
    if any(model.objects.filter(group=group).exists() for model in (Routing, Offer, Decision)):
        return f"Chat sessions came through “{group}”. Take its sites and members away instead."
    return None
