from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chat.ids import new_id


class Phase(models.TextChoices):
    WAITING = "waiting"
    ACTIVE = "active"
    LEFT = "left", "left message"  # nobody waits for it: an agent answers it later
    CLOSED = "closed"


class ChatSession(models.Model):
    """One talk, from opening to closing.

    Its row is the lock of its message log: whoever appends holds it. `responsible_*`, `participant_ids` and
    `queue_id` mirror what assignment decided, so that the log can tell under that lock who may write and who hears it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("chat.Site", models.PROTECT, related_name="chat_sessions")
    customer = models.ForeignKey("chat.Customer", models.PROTECT, related_name="chat_sessions")
    phase = models.CharField(max_length=7, choices=Phase, default=Phase.WAITING)
    responsible_id = models.UUIDField(null=True, blank=True, help_text="The agent who answers now.")
    responsible_name = models.CharField(max_length=80, blank=True)
    participant_ids = ArrayField(
        models.UUIDField(),
        default=list,
        blank=True,
        help_text="Agents who were invited to help; they may write too.",
    )
    absent_until = models.DateTimeField(
        null=True, blank=True, help_text="The responsible agent dropped out; they may come back until then."
    )
    queue_id = models.UUIDField(
        null=True, blank=True, help_text="The queue it waits in, or came through; who staffs it may read it."
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    unanswered_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when the customer waits for an answer."
    )
    public_seq = models.PositiveBigIntegerField(default=0, help_text="The public lane's last place.")
    staff_seq = models.PositiveBigIntegerField(default=0, help_text="The staff lane's last place.")
    customer_read_seq = models.PositiveBigIntegerField(default=0)
    agent_read_seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("-opened_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=~Q(phase="closed"), name="chat_session_open_once_per_customer"
            ),
            models.CheckConstraint(
                condition=Q(phase="active", responsible_id__isnull=False) | ~Q(phase="active"),
                name="chat_session_active_has_responsible",
            ),
            models.CheckConstraint(
                condition=Q(customer_read_seq__lte=F("public_seq"), agent_read_seq__lte=F("public_seq")),
                name="chat_session_reads_what_is_there",
            ),
        ]
        indexes = [
            models.Index(fields=["waiting_since"], condition=Q(phase="waiting"), name="chat_session_waiting"),
            models.Index(fields=["responsible_id"], condition=Q(phase="active"), name="chat_session_active"),
            models.Index(fields=["queue_id", "-opened_at"], name="chat_session_of_queue"),
            models.Index(fields=["customer", "-opened_at"], name="chat_session_of_customer"),
        ]

    def __str__(self) -> str:
        return f"Chat session {self.id}"
