from django.db import models
from django.db.models import Q


class Assignment(models.Model):
    """Who is responsible for a chat session, from when until when. At most one is live per chat session.

    It holds one of the agent's slots while it lives and `counts`.
    """

    chat_session = models.ForeignKey("chat.ChatSession", models.PROTECT, related_name="assignments")
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="assignments")
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.BooleanField(default=True, help_text="A silent customer may not count to capacity.")
    absent_until = models.DateTimeField(
        null=True, blank=True, help_text="The agent dropped out; then it goes back to the queue."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chat_session"],
                condition=Q(ended_at=None),
                name="assignment_live_once_per_chat_session",
            )
        ]
        indexes = [
            models.Index(fields=["agent"], condition=Q(ended_at=None), name="assignment_live_of_agent"),
            models.Index(
                fields=["absent_until"],
                condition=Q(ended_at=None, absent_until__isnull=False),
                name="assignment_grace_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat_session_id} to {self.agent_id}"
