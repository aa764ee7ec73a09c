from django.db import models
from django.db.models import Q


class Assignment(models.Model):
    """Who is responsible for a chat session, from when until when. At most one is live per chat session."""

    chat_session = models.ForeignKey("chat.ChatSession", models.PROTECT, related_name="assignments")
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="assignments")
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chat_session"],
                condition=Q(ended_at=None),
                name="assignment_live_once_per_chat_session",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chat_session_id} to {self.agent_id}"
