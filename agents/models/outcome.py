from django.db import models

from chat.ids import new_id


class Disposition(models.Model):
    """A reason code given when a chat session is closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    groups = models.ManyToManyField(
        "agents.SkillGroup",
        related_name="dispositions",
        blank=True,
        help_text="Empty: offered to all groups.",
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word that staff put on chat sessions to find them again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a chat session, from whenever it was put there; the end changes nothing."""

    chat_session = models.ForeignKey(
        "chat.ChatSession", models.CASCADE, related_name="taggings", db_index=False
    )
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chat_session", "tag"], name="tagging_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.chat_session_id}"


class Outcome(models.Model):
    """What staff noted when a chat session was closed. A reopened one is closed, and noted, again."""

    chat_session = models.OneToOneField(
        "chat.ChatSession", models.PROTECT, primary_key=True, related_name="outcome"
    )
    disposition = models.ForeignKey(Disposition, models.PROTECT, null=True, blank=True, related_name="+")
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.chat_session_id}: {self.disposition or '–'}"
