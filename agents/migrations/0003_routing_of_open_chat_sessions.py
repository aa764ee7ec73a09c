from django.db import migrations


def route(apps, schema_editor):
    """Chat sessions that were open before there were queues stand in that of a group for everybody."""
    ChatSession = apps.get_model("chat", "ChatSession")
    SkillGroup = apps.get_model("agents", "SkillGroup")
    Routing = apps.get_model("agents", "Routing")
    open_ones = ChatSession.objects.exclude(phase="closed")
    if not open_ones.exists():
        return
    group, _ = SkillGroup.objects.get_or_create(
        is_default=True, defaults={"name": "Everybody", "for_everyone": True, "auto_accept": True}
    )
    for chat_session in open_ones.iterator():
        stage = {"waiting": "waiting", "active": "assigned"}[chat_session.phase]
        since = chat_session.waiting_since
        Routing.objects.create(
            chat_session=chat_session, group=group, stage=stage, waiting_since=since, order_at=since
        )
    open_ones.update(queue_id=group.id)


class Migration(migrations.Migration):
    dependencies = [("agents", "0002_queue_and_offers"), ("chat", "0004_queue_and_offers")]
    operations = [migrations.RunPython(route, migrations.RunPython.noop)]
