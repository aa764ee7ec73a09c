from django.db import models
from django.db.models import Q


class Stage(models.TextChoices):
    WAITING = "waiting"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    LEFT = "left", "left message"
    CLOSED = "closed"


class Routing(models.Model):
    """What assignment knows of one chat session: its group, its place in the queue, and what is due next.

    Apart from `chat.ChatSession`, whose row every message touches. Changed only under that row's lock.
    """

    chat_session = models.OneToOneField(
        "chat.ChatSession", models.PROTECT, primary_key=True, related_name="routing"
    )
    group = models.ForeignKey("agents.SkillGroup", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.WAITING)
    priority = models.PositiveSmallIntegerField(default=0)
    waiting_since = models.DateTimeField(help_text="Kept when the chat session comes back to the queue.")
    order_at = models.DateTimeField(help_text="Orders the queue: waiting_since, moved ahead by priority.")
    preferred_agent = models.ForeignKey(
        "agents.Agent", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="When it last left the queue for an agent."
    )
    overflow_at = models.DateTimeField(null=True, blank=True, help_text="The longest wait ends.")
    # Messages never touch this row: whoever looks too early computes when to look again.
    look_at = models.DateTimeField(
        null=True, blank=True, help_text="Do not look for a silent customer before this."
    )
    warned_at = models.DateTimeField(null=True, blank=True, help_text="The silent customer was asked.")

    class Meta:
        indexes = [
            models.Index(
                fields=["group", "order_at", "chat_session"],
                condition=Q(stage__in=["waiting", "offered"]),
                name="routing_queue",
            ),
            models.Index(
                fields=["overflow_at"],
                condition=Q(stage="waiting", overflow_at__isnull=False),
                name="routing_overflow",
            ),
            models.Index(
                fields=["look_at"], condition=Q(stage="assigned", look_at__isnull=False), name="routing_look"
            ),
            models.Index(
                fields=["group", "answered_at"],
                condition=Q(answered_at__isnull=False),
                name="routing_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat_session_id} {self.stage} in {self.group_id}"
