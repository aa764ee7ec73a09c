from secrets import token_urlsafe

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from chat.ids import new_id


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
        models.CharField(
            max_length=200,
            validators=[
                RegexValidator(
                    r"^https?://[A-Za-z0-9.*\-\[\]:]+$", "An origin such as https://shop.example.com."
                )
            ],
        ),
        default=list,
        blank=True,
        help_text="Origins whose pages may embed the panel, comma separated: https://shop.example.com",
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
