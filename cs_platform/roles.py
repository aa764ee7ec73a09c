"""What each role may do on the set-up pages, as permissions of its Django group. Written by migrations.

After a change here a new migration must call `write_roles` again.
"""

from collections.abc import Iterator
from typing import Any

from agents.roles import GROUPS, Role

VIEW, CHANGE = ("view",), ("view", "change")
KEEP = ("view", "add", "change")
ALL = (*KEEP, "delete")

# By app and model. What a page shows and takes beyond that is for its admin class to say: of rows only those
# of groups that somebody oversees, of canned replies an agent's own.
AGENT = {
    "chat.customer": VIEW,
    "agents.cannedreply": ALL,
}
SUPERVISOR = {
    **AGENT,
    "chat.site": VIEW,
    "chat.sitequestion": VIEW,
    "agents.agent": CHANGE,
    "agents.skillgroup": CHANGE,
    # Rows of the pages above, which are put in and taken out.
    "agents.membership": ALL,
    "agents.openinghours": ALL,
    "agents.holiday": ALL,
    "agents.customercare": ALL,
    "agents.disposition": KEEP,
    "agents.tag": KEEP,
    "agents.decision": VIEW,
    "agents.offer": VIEW,
    "agents.routing": VIEW,
}
# Of these apps administrators may do whatever there is a page for.
ADMINISTRATORS_APPS = ("chat", "agents", "history")
ADMINISTRATOR = {"auth.user": ALL, "auth.group": VIEW}


def write_roles(apps: Any) -> None:
    """Makes the groups, and gives them their permissions besides what they have; again is harmless.

    `apps` is a registry of models, a migration's or the real one.
    """
    permissions = apps.get_model("auth", "Permission").objects
    for role, name in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *(
                # Django itself makes them after the last migration, with the same names.
                permissions.get_or_create(
                    content_type=apps.get_model("contenttypes", "ContentType").objects.get_for_model(model),
                    codename=f"{action}_{model._meta.model_name}",
                    defaults={"name": f"Can {action} {model._meta.verbose_name_raw}"},
                )[0]
                for model, actions in _granted(apps, role)
                for action in actions
            )
        )


def _granted(apps: Any, role: Role) -> Iterator[tuple[Any, tuple[str, ...]]]:
    table = {Role.AGENT: AGENT, Role.SUPERVISOR: SUPERVISOR, Role.ADMINISTRATOR: ADMINISTRATOR}[role]
    for name, actions in table.items():
        yield apps.get_model(name), actions
    if role is Role.ADMINISTRATOR:
        for model in apps.get_models():
            if model._meta.app_label in ADMINISTRATORS_APPS:
                yield model, ALL
