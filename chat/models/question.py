from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SiteQuestion(models.Model):
    """What a site asks before a chat. The answers go with the chat session as words: a question may change later."""

    class Kind(models.TextChoices):
        TEXT = "text", _("free text")
        CHOICE = "choice", _("one of several")

    site = models.ForeignKey("chat.Site", models.CASCADE, related_name="questions", verbose_name=_("site"))
    place = models.PositiveSmallIntegerField(_("place"), default=0, help_text=_("Lower comes first."))
    text = models.CharField(_("question"), max_length=200)
    kind = models.CharField(_("answer"), max_length=6, choices=Kind, default=Kind.TEXT)
    choices = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("choices"),
        default=list,
        blank=True,
        help_text=_("For “one of several”, separated by commas."),
    )
    required = models.BooleanField(
        _("required"), default=False, help_text=_("No chat begins before it is answered.")
    )

    class Meta:
        ordering = ("place", "pk")
        verbose_name = _("question before the chat")
        verbose_name_plural = _("questions before the chat")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="choice") | Q(choices__len__gte=2),
                name="site_question_has_choices",
                violation_error_message=_("A choice needs at least two to choose from."),
            )
        ]

    def __str__(self) -> str:
        return self.text
