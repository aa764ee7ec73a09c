from django.db import migrations, models
from django.db.models import deletion

KEEP_TAGS = """
INSERT INTO agents_tagging (chat_session_id, tag_id) SELECT outcome_id, tag_id FROM agents_outcome_tags
"""
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("agents", "0005_canned_replies"), ("chat", "0006_quote_amend_and_waiting_customers")]
    operations = [
        migrations.AddField(
            "agent",
            "wrap_up_extra_seconds",
            models.PositiveIntegerField(
                default=0, editable=False, help_text="How much longer the pause may be made; 0 once it was."
            ),
        ),
        migrations.AddField(
            "skillgroup",
            "warn_answer_seconds",
            models.PositiveIntegerField(
                default=60, help_text="A customer who waits longer for an answer stands out in the agents' lists."
            ),
        ),
        migrations.AddField(
            "skillgroup",
            "late_answer_seconds",
            models.PositiveIntegerField(
                default=180, help_text="And longer than this is late; not less than the time before."
            ),
        ),
        migrations.AddConstraint(
            "skillgroup",
            models.CheckConstraint(
                condition=models.Q(late_answer_seconds__gte=models.F("warn_answer_seconds")),
                name="skill_group_warns_before_late",
            ),
        ),
        migrations.CreateModel(
            "Tagging",
            [
                ("id", ID),
                (
                    "chat_session",
                    models.ForeignKey(
                        to="chat.chatsession", on_delete=deletion.CASCADE, related_name="taggings", db_index=False
                    ),
                ),
                ("tag", models.ForeignKey(to="agents.tag", on_delete=deletion.CASCADE, related_name="taggings")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chat_session", "tag"), name="tagging_once")]
            },
        ),
        migrations.RunSQL(KEEP_TAGS, migrations.RunSQL.noop),
        migrations.RemoveField("outcome", "tags"),
        migrations.CreateModel(
            "KeptDraft",
            [
                ("id", ID),
                ("lane", models.CharField(choices=[("public", "Public"), ("staff", "Staff")], max_length=6)),
                ("text", models.TextField()),
                ("at", models.DateTimeField(help_text="By the database's clock; the later one wins.")),
                (
                    "agent",
                    models.ForeignKey(
                        to="agents.agent", on_delete=deletion.CASCADE, related_name="drafts", db_index=False
                    ),
                ),
                (
                    "chat_session",
                    models.ForeignKey(to="chat.chatsession", on_delete=deletion.CASCADE, related_name="+"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agent", "chat_session", "lane"), name="kept_draft_once")
                ]
            },
        ),
    ]
