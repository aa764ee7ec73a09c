from django.db import models
from django.db.models import Q

from chat.ids import new_id


class Offer(models.Model):
    """A chat session proposed to one agent until a deadline. Holds one of the agent's slots while it lives.

    Its id is its generation: an answer that names another one is stale.
    """

    class Kind(models.TextChoices):
        RING = "ring"
        TRANSFER = "transfer"

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chat_session = models.ForeignKey("chat.ChatSession", models.PROTECT, related_name="offers")
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="offers")
    group = models.ForeignKey("agents.SkillGroup", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RING)
    made_by = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="+", help_text="Who transfers."
    )
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    deadline = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome, null=True, blank=True)  # noqa: DJ001 – live is no outcome
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chat_session"], condition=Q(outcome=None), name="offer_live_once_per_chat_session"
            )
        ]
        indexes = [
            models.Index(fields=["deadline"], condition=Q(outcome=None), name="offer_due"),
            models.Index(fields=["agent"], condition=Q(outcome=None), name="offer_live_of_agent"),
            models.Index(fields=["chat_session", "-made_at"], name="offer_of_chat_session"),
        ]

    def __str__(self) -> str:
        return f"{self.chat_session_id} to {self.agent_id}: {self.outcome or 'live'}"
