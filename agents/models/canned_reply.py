from typing import Literal

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chat.ids import new_id

LONGEST_TEXT_CHARS = 4_000
"""Half of what a message may hold: filling in the variables makes it longer."""
VARIABLES = ("customer.name", "customer.email", "agent.name", "site.name", "group.name")
"""What the console fills in, written in braces: {customer.name}."""


class CannedReply(models.Model):
    """A text that agents write again and again: for everybody, or for one site, one skill group or one person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shortcut = models.CharField(
        _("shortcut"),
        max_length=40,
        validators=[RegexValidator(r"^[^\s/]+$", _("One word, without blanks and slashes."))],
        help_text=_("What is typed after “/” to find it."),
    )
    text = models.TextField(_("text"), max_length=LONGEST_TEXT_CHARS)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        help_text=_("Goes first for customers with this language, such as zh; empty: any."),
    )
    site = models.ForeignKey(
        "chat.Site", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    group = models.ForeignKey(
        "agents.SkillGroup",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("skill group"),
    )
    owner = models.ForeignKey(
        "agents.Agent", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("agent")
    )
    uses = models.PositiveIntegerField(_("uses"), default=0, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        ordering = ("shortcut", "language", "pk")
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        constraints = [
            models.UniqueConstraint(
                fields=["shortcut", "language", "site", "group", "owner"],
                nulls_distinct=False,
                name="canned_reply_shortcut_once",
                violation_error_message=_("There is one with this shortcut and language already."),
            ),
            models.CheckConstraint(
                condition=Q(group=None, owner=None) | Q(site=None, owner=None) | Q(site=None, group=None),
                name="canned_reply_one_scope",
                violation_error_message=_("For a site, a skill group or an agent: one of them, or none."),
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut}"

    @property
    def scope(self) -> Literal["all", "site", "group", "person"]:
        """Whom it is for."""
        if self.site_id is not None:
            return "site"
        if self.group_id is not None:
            return "group"
        return "all" if self.owner_id is None else "person"
