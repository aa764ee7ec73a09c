from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from chat.ids import new_id


class Status(models.TextChoices):
    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


class StatusReason(models.TextChoices):
    CHOSEN = "", "chosen"
    MISSED = "missed", "did not answer offers"
    IDLE = "idle", "did nothing for a while"


class Agent(models.Model):
    """Somebody who answers. Slots are taken and freed only by `agents.slots`, one conditional update each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="agent")
    name = models.CharField(max_length=80, help_text="As customers see it.")
    status = models.CharField(
        max_length=7, choices=Status, default=Status.OFFLINE, help_text="What the agent chose."
    )
    status_reason = models.CharField(
        max_length=6, choices=StatusReason, default=StatusReason.CHOSEN, blank=True, editable=False
    )
    capacity = models.PositiveSmallIntegerField(default=5, help_text="Most chat sessions at once.")
    active_slots = models.PositiveSmallIntegerField(default=0, editable=False)
    connected_until = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="A lease: the agent's node renews it while a console is open. Decides when Redis cannot.",
    )
    active_at = models.DateTimeField(default=timezone.now, editable=False, help_text="Last sign of a person.")
    idle_since = models.DateTimeField(auto_now_add=True, editable=False)
    offered_at = models.DateTimeField(null=True, editable=False, help_text="Last offer; orders round robin.")
    misses = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Unanswered offers in a row."
    )
    wrap_up_until = models.DateTimeField(null=True, editable=False)
    wrap_up_extra_seconds = models.PositiveIntegerField(
        default=0, editable=False, help_text="How much longer the pause may be made; 0 once it was."
    )

    class Meta:
        ordering = ("name",)
        constraints = [
            # A supervisor may force more than `capacity`, or lower it below what is taken; then nothing new is given.
            models.CheckConstraint(condition=Q(active_slots__gte=0), name="agent_slots_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def on_staff() -> Q:
        """Who may log in and answer."""
        return Q(user__is_active=True, user__is_staff=True)

    @property
    def is_on_staff(self) -> bool:
        """As `on_staff`, of one agent."""
        return self.user.is_active and self.user.is_staff

    @staticmethod
    def with_room() -> Q:
        return Q(active_slots__lt=F("capacity"))
