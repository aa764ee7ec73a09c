from django.db import models

from chat.models import Lane


class KeptDraft(models.Model):
    """What an agent has written and not sent, in one lane of one chat session, on whatever device."""

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="drafts", db_index=False)
    chat_session = models.ForeignKey("chat.ChatSession", models.CASCADE, related_name="+")
    lane = models.CharField(max_length=6, choices=Lane)
    text = models.TextField()
    at = models.DateTimeField(help_text="By the database's clock; the later one wins.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "chat_session", "lane"], name="kept_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lane} of {self.chat_session_id} by {self.agent_id}"
