from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from chat.ids import new_id

LONGEST_DETAIL_CHARS = 500


class Action(models.TextChoices):
    LOOK = "transcript.look", "looked at a transcript"
    FORCE = "assignment.force", "gave a chat session to an agent by force"
    ROLE = "role.change", "changed what somebody may do"


class CannotBeEdited(Exception):
    """The audit is append-only."""


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Adds and reads, nothing else. A trigger in the database says the same to whoever comes another way."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise CannotBeEdited

    def delete(self) -> NoReturn:
        raise CannotBeEdited

    def bulk_update(self, objs: Iterable["AuditEntry"], *args: Any, **kwargs: Any) -> NoReturn:
        raise CannotBeEdited


class AuditEntry(models.Model):
    """Who did what to which object, when. Written once, by a service; nobody can edit or delete it.

    `actor` has no constraint in the database: an entry outlives the login it names.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(max_length=150, help_text="The login's name at that time.")
    action = models.CharField(max_length=40, choices=Action)
    object_id = models.UUIDField(help_text="What it was done to; the action tells of which kind it is.")
    detail = models.CharField(
        max_length=LONGEST_DETAIL_CHARS, blank=True, default="", help_text="What changed, in a line."
    )

    objects = AuditEntries.as_manager()

    class Meta:
        ordering = ("-at",)
        indexes = [
            models.Index(fields=["object_id", "-at"], name="audit_of_object"),
            models.Index(fields=["actor", "-at"], name="audit_of_actor"),
        ]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CannotBeEdited
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise CannotBeEdited
