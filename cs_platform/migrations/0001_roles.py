"""The three roles, and the staff there is already in them."""

from django.db import migrations

from agents.roles import GROUPS, Role
from cs_platform.roles import write_roles


def make_roles(apps, schema_editor):
    write_roles(apps)
    group = {role: apps.get_model("auth", "Group").objects.get(name=name) for role, name in GROUPS.items()}
    for agent in apps.get_model("agents", "Agent").objects.select_related("user"):
        agent.user.groups.add(group[Role.AGENT])
    for membership in apps.get_model("agents", "Membership").objects.filter(supervises=True).select_related("agent__user"):
        membership.agent.user.groups.add(group[Role.SUPERVISOR])


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("chat", "0006_quote_amend_and_waiting_customers"),
        ("agents", "0006_desk"),
        ("history", "0005_audit_detail"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
