from django.db import models


class Lane(models.TextChoices):
    PUBLIC = "public"
    STAFF = "staff"


class Kind(models.TextChoices):
    TEXT = "text"
    FILE = "file"
    VOICE = "voice"
    EVENT = "event"


SAID = [Kind.TEXT, Kind.FILE, Kind.VOICE]
"""What people write, send and say; everything else only happened."""


class Amended(models.TextChoices):
    NEVER = ""
    EDITED = "edited"
    RECALLED = "recalled"


class SenderKind(models.TextChoices):
    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class Message(models.Model):
    """One entry of a chat session. Written once, by the message log; only its sender may change what it says, for
    a while, and then `amended` says so (`chat.log.amending`).

    `seq` orders a lane: 1, 2, 3 … with no gaps. Sort by it, never by `created_at`:
    two servers' clocks may disagree.
    """

    # The log appends only under the chat session's row lock, so the database need not look it up again
    # for each entry (a fifth of the insert's cost, measured).
    chat_session = models.ForeignKey(
        "chat.ChatSession", models.PROTECT, related_name="messages", db_constraint=False, db_index=False
    )
    lane = models.CharField(max_length=6, choices=Lane)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    sender_kind = models.CharField(max_length=8, choices=SenderKind)
    sender_id = models.UUIDField(help_text="A customer's or an agent's id; zero for the system.")
    sender_name = models.CharField(max_length=80, blank=True, help_text="As it was when this was written.")
    client_id = models.UUIDField(help_text="Chosen by the sender; makes a resend harmless.")
    text = models.TextField(blank=True, help_text="As it reads now.")
    attachment_id = models.UUIDField(null=True, blank=True)
    reply_to = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The place, in the same lane, of the entry that this one answers."
    )
    amended = models.CharField(
        max_length=8, choices=Amended, blank=True, default=Amended.NEVER, db_default=Amended.NEVER
    )
    event = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat_session", "lane", "seq"], name="message_place"),
            models.UniqueConstraint(
                fields=["chat_session", "sender_id", "client_id"], name="message_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lane} {self.seq} of {self.chat_session_id}"


class FormerText(models.Model):
    """What an entry said before it was edited or recalled; the first one is what was sent. For who oversees."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="former_texts")
    text = models.TextField(blank=True)
    attachment_id = models.UUIDField(null=True, blank=True, help_text="Taken away when it was recalled.")
    replaced_at = models.DateTimeField()
    by_id = models.UUIDField(help_text="Who replaced it.")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"What {self.message_id} said until {self.replaced_at:%Y-%m-%d %H:%M}"
