from secrets import token_urlsafe

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.ids import new_id

ORIGIN = RegexValidator(r"^https?://[A-Za-z0-9.*\-\[\]:]+$", _("An origin such as https://shop.example.com."))
DEFAULT_UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_TYPE = RegexValidator(
    r"^(\*|[a-z]+)/(\*|[a-z0-9][a-z0-9.+-]*)$", _("A media type such as application/pdf or image/*.")
)


def default_upload_types() -> list[str]:
    """Pictures, voice clips, and what offices send each other; no programs, no web pages."""
    office = "application/vnd.openxmlformats-officedocument"
    return [
        "image/*",
        "audio/*",
        "application/pdf",
        "text/plain",
        "text/csv",
        f"{office}.wordprocessingml.document",
        f"{office}.spreadsheetml.sheet",
        f"{office}.presentationml.presentation",
        "application/zip",
    ]


class Site(models.Model):
    """One brand or web site that carries the widget."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    greeting = models.CharField(max_length=200, blank=True, default="Hello! How can we help?")
    accent_color = models.CharField(
        max_length=7,
        default="#2f6f4f",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "A colour such as #2f6f4f.")],
    )
    origins = ArrayField(
        models.CharField(max_length=200, validators=[ORIGIN]),
        default=list,
        blank=True,
        help_text="Origins whose pages may embed the panel, comma separated: https://shop.example.com",
    )
    sneak_peek = models.BooleanField(
        _("sneak peek"),
        default=False,
        help_text=_(
            "Agents see what customers are typing before they send it. The panel tells the customers."
        ),
    )
    upload_max_bytes = models.PositiveBigIntegerField(
        _("largest file, bytes"), default=DEFAULT_UPLOAD_MAX_BYTES, help_text=_("Of one file or voice clip.")
    )
    upload_types = ArrayField(
        models.CharField(max_length=100, validators=[UPLOAD_TYPE]),
        verbose_name=_("types of files"),
        default=default_upload_types,
        blank=True,
        help_text=_(
            "Media types that may be sent, such as image/* or application/pdf; none: no files at all."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


def new_secret() -> str:
    """256 random bits, as the site's server will hold them."""
    return token_urlsafe(32)


class SiteKey(models.Model):
    """A secret shared with the site's own server, which signs with it who a customer is. Two may be live at once."""

    site = models.ForeignKey("chat.Site", models.CASCADE, related_name="keys")
    kid = models.CharField(max_length=40, help_text="Names the key in a token's header.")
    secret = models.CharField(max_length=100, default=new_secret)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "kid"], name="site_key_kid_once")]

    def __str__(self) -> str:
        return self.kid
