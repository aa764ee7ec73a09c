"""Giving somebody a role."""

from django.contrib.auth.models import Group, User
from django.db import transaction

from agents.audit import audit
from agents.roles import GROUPS, Role, role_of


@transaction.atomic
def set_role(*, user: User, role: Role | None, actor: User) -> None:
    """Makes a login agent, supervisor or administrator, or with None no part of the staff; again is harmless. Audited.

    A superuser stays an administrator whatever is said.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = role_of(user)
    name = GROUPS[role] if role else None
    user.groups.remove(*Group.objects.filter(name__in=GROUPS.values()).exclude(name=name))
    if name is not None:
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    user.is_staff = role is not None or user.is_superuser
    user.save(update_fields=["is_staff"])
    after = role_of(user)
    if after is not before:
        audit().role_changed(actor=actor, user=user, detail=f"{before or 'no role'} → {after or 'no role'}")
