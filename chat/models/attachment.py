import secrets
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chat.ids import new_id

UNSENT_FOR = timedelta(days=1)
"""What is not whole, or whole and not sent, is swept away after so long."""


class AttachmentKind(models.TextChoices):
    IMAGE = "image"
    FILE = "file"
    VOICE = "voice"


class AttachmentState(models.TextChoices):
    PENDING = "pending"  # bytes are still coming, or not looked at yet
    READY = "ready"
    REFUSED = "refused"
    GONE = "gone"  # expired, cancelled or taken away


def new_key() -> str:
    """256 random bits: who knows them may read the file."""
    return secrets.token_urlsafe(32)


class Attachment(models.Model):
    """A file or voice clip: uploaded in parts, looked at when it is whole, then sent once, with one message.

    Its bytes stand in the storage below `folder`; what is there and not named in `parts` or `variants` is left over
    from a process that died, and may go.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=43, unique=True, default=new_key, editable=False)
    site = models.ForeignKey("chat.Site", models.PROTECT, related_name="+", db_index=False)
    chat_session = models.ForeignKey("chat.ChatSession", models.PROTECT, related_name="attachments")
    uploader_kind = models.CharField(max_length=8, choices=[("customer", "customer"), ("agent", "agent")])
    uploader_id = models.UUIDField()
    name = models.CharField(max_length=120)
    declared_type = models.CharField(max_length=100, blank=True, help_text="What the sender called it.")
    is_recording = models.BooleanField(default=False, help_text="Recorded to be heard: it must be sound.")
    media_type = models.CharField(max_length=100, blank=True, help_text="What the bytes say.")
    kind = models.CharField(max_length=5, choices=AttachmentKind, default=AttachmentKind.FILE)
    state = models.CharField(max_length=7, choices=AttachmentState, default=AttachmentState.PENDING)
    size_bytes = models.PositiveBigIntegerField(help_text="As announced; of what is kept, its variants know.")
    offset_bytes = models.PositiveBigIntegerField(default=0, help_text="So much has come and is stored.")
    parts = ArrayField(models.CharField(max_length=200), default=list, help_text="In the storage, in order.")
    variants = models.JSONField(default=dict, help_text="By name: storage name, media type, bytes.")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    waveform = ArrayField(models.PositiveSmallIntegerField(), null=True, help_text="At most 64, 0 … 100.")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(help_text="Swept away then, unless it was sent.")
    sent_at = models.DateTimeField(null=True, help_text="A message carries it since then; no other one may.")
    work_at = models.DateTimeField(null=True, help_text="A worker makes its variants then, or erases it.")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset_bytes__lte=F("size_bytes")), name="attachment_within_its_size"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(sent_at=None), name="attachment_unsent"),
            models.Index(fields=["work_at"], condition=Q(work_at__isnull=False), name="attachment_work"),
            models.Index(fields=["uploader_id"], condition=Q(state="pending"), name="attachment_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def folder(self) -> str:
        """Where in the storage everything of it stands."""
        return f"attachments/{self.id.hex[-2:]}/{self.id}"


class UploadDay(models.Model):
    """How many bytes a customer, an agent or a site's customers together have uploaded on one day (UTC)."""

    owner_id = models.UUIDField()
    day = models.DateField()
    bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "day"], name="upload_day_once")]
        indexes = [models.Index(fields=["day"], name="upload_day_day")]

    def __str__(self) -> str:
        return f"{self.bytes} bytes of {self.owner_id} on {self.day}"
