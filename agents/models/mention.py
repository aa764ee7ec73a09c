from django.db import models
from django.db.models import Q

from chat.ids import new_id


class Mention(models.Model):
    """A colleague was called in an entry of a chat session's staff lane. What it says stands in the log alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agent = models.ForeignKey(
        "agents.Agent", models.CASCADE, related_name="mentions", db_index=False, help_text="Who was called."
    )
    chat_session = models.ForeignKey(
        "chat.ChatSession", models.CASCADE, related_name="mentions", db_index=False
    )
    seq = models.PositiveBigIntegerField(help_text="The entry's place in the staff lane.")
    by_id = models.UUIDField(help_text="The agent who called.")
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat_session", "seq", "agent"], name="mention_once"),
        ]
        indexes = [
            models.Index(fields=["agent", "-at"], condition=Q(seen_at=None), name="mention_unseen"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} in {self.chat_session_id}"
