from django.db import models


class Decision(models.Model):
    """One step of assignment: what was decided for a chat session, by whom, and why not the others.

    `why` and `data` are the reason. `candidates` is `[[code, detail, [agent ids]], …]`: agents by why they were passed
    over (`agents.rules`).
    """

    class Kind(models.TextChoices):
        WAITS = "waits"
        OFFERED = "offered"
        ASSIGNED = "assigned"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"
        PULLED = "pulled"
        FORCED = "forced"
        TRANSFERRED = "transferred"
        REQUEUED = "requeued"
        OVERFLOWED = "overflowed"
        ABSENT = "absent", "agent dropped out"
        BACK = "back", "agent came back"
        LEFT = "left", "left a message"
        CLOSED = "closed"

    chat_session = models.ForeignKey("chat.ChatSession", models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    kind = models.CharField(max_length=11, choices=Kind)
    group = models.ForeignKey("agents.SkillGroup", models.PROTECT, related_name="+")
    agent = models.ForeignKey("agents.Agent", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        "agents.Agent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the engine.",
    )
    why = models.CharField(
        max_length=200, blank=True, help_text="A code of `agents.trace.Why`, or a strategy's name."
    )
    data = models.JSONField(default=dict, blank=True, help_text="What the reason's words need besides.")
    candidates = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chat_session", "-id"], name="decision_of_chat_session")]

    def __str__(self) -> str:
        return f"{self.kind} {self.chat_session_id}"
