from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from chat.ids import new_id


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("A time zone such as Europe/Berlin or Asia/Shanghai.")


class SkillGroup(models.Model):
    """Agents who can serve one kind of need, the queue in front of them, and the rules of both.

    The id is also the id of its queue (`ChatSession.queue_id`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    is_default = models.BooleanField(
        default=False, help_text="Takes the chat sessions that no other group's sites and language claim."
    )
    for_everyone = models.BooleanField(default=False, help_text="Every agent is a member.")
    sites = models.ManyToManyField("chat.Site", related_name="skill_groups", blank=True)
    language = models.CharField(
        max_length=35,
        blank=True,
        help_text="Preferred for customers with this language, such as zh; empty: any.",
    )

    strategy = models.CharField(
        max_length=40, default="least_loaded", help_text="Who of several free agents is asked first."
    )
    auto_accept = models.BooleanField(default=False, help_text="Give at once instead of ringing.")
    offer_seconds = models.PositiveSmallIntegerField(default=20, help_text="How long an offer rings.")
    misses_until_away = models.PositiveSmallIntegerField(
        default=3, help_text="So many unanswered offers in a row set the agent to away; 0: never."
    )
    wrap_up_seconds = models.PositiveSmallIntegerField(
        default=0, help_text="Pause after closing in which nothing is offered."
    )
    grace_seconds = models.PositiveSmallIntegerField(
        default=30, help_text="How long a chat session waits for an agent who dropped out."
    )

    warn_answer_seconds = models.PositiveIntegerField(
        default=60, help_text="A customer who waits longer for an answer stands out in the agents' lists."
    )
    late_answer_seconds = models.PositiveIntegerField(
        default=180, help_text="And longer than this is late; not less than the time before."
    )

    sticky = models.BooleanField(default=True, help_text="Ask the agent first who had this customer last.")
    ageing_seconds = models.PositiveIntegerField(
        null=True, blank=True,
        help_text="So much waiting makes up for one step of priority; empty: priority always goes first.",
    )  # fmt: skip
    queue_cap = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Beyond so many waiting, customers may leave a message; empty: no cap.",
    )
    max_wait_seconds = models.PositiveIntegerField(
        null=True, blank=True, help_text="After this the overflow group takes over; empty: never."
    )
    overflow_group = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    warn_idle_seconds = models.PositiveIntegerField(
        null=True, blank=True, help_text="Ask a silent customer whether they are still there; empty: never."
    )
    close_idle_seconds = models.PositiveIntegerField(
        default=300, help_text="Close so long after the warning, if they stay silent."
    )
    idle_frees_slot_seconds = models.PositiveIntegerField(
        null=True, blank=True,
        help_text="A customer silent for so long does not count to capacity; empty: always counts.",
    )  # fmt: skip
    reopen_seconds = models.PositiveIntegerField(
        default=600, help_text="Who writes again so soon after the end continues the same chat session."
    )

    time_zone = models.CharField(max_length=64, default="UTC", validators=[check_time_zone])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="skill_group_one_default"
            ),
            models.CheckConstraint(
                condition=Q(overflow_group=None) | ~Q(overflow_group=F("id")),
                name="skill_group_overflows_elsewhere",
            ),
            models.CheckConstraint(condition=Q(offer_seconds__gte=3), name="skill_group_rings_long_enough"),
            models.CheckConstraint(
                condition=Q(late_answer_seconds__gte=F("warn_answer_seconds")),
                name="skill_group_warns_before_late",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An agent's place in a skill group."""

    group = models.ForeignKey(SkillGroup, models.CASCADE, related_name="memberships")
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="memberships")
    level = models.PositiveSmallIntegerField(default=1, help_text="Higher is more skilled.")
    supervises = models.BooleanField(default=False, help_text="Oversees this group's chat sessions.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "agent"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.agent} in {self.group}"


class OpeningHours(models.Model):
    """When a group is open on one weekday, in its time zone. No rows at all: always open."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0
        TUESDAY = 1
        WEDNESDAY = 2
        THURSDAY = 3
        FRIDAY = 4
        SATURDAY = 5
        SUNDAY = 6

    group = models.ForeignKey(SkillGroup, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField(help_text="At or before the opening time: on the next day.")

    class Meta:
        ordering = ("weekday", "opens")
        verbose_name_plural = "opening hours"

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Holiday(models.Model):
    """A day on which a group keeps other hours than the weekday's: none, or one stretch."""

    group = models.ForeignKey(SkillGroup, models.CASCADE, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=80, blank=True)
    opens = models.TimeField(null=True, blank=True, help_text="Empty: closed all day.")
    closes = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ("date",)
        constraints = [
            models.UniqueConstraint(fields=["group", "date"], name="holiday_once"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="holiday_both_times_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
