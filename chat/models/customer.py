from django.db import models
from django.db.models.functions import Lower

from chat.ids import new_id


class Customer(models.Model):
    """The person who writes in, anonymous or verified. Belongs to one site for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("chat.Site", models.PROTECT, related_name="customers")
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    verified = models.BooleanField(default=False, help_text="The site's server vouched for who this is.")
    external_id = models.CharField(
        max_length=200, blank=True, help_text="The site's own id for a verified customer."
    )
    attributes = models.JSONField(
        default=dict, blank=True, help_text="What the site's server says of a verified customer, by name."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-last_seen_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["site", "external_id"],
                condition=models.Q(verified=True),
                name="customer_verified_once",
            ),
        ]
        indexes = [
            models.Index(Lower("email"), name="customer_email"),
            models.Index(fields=["-last_seen_at"], name="customer_last_seen"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"Customer {str(self.id)[-6:]}"


class CustomerToken(models.Model):
    """A secret that lets its holder speak as a customer. Only its SHA-256 is stored."""

    customer = models.ForeignKey("chat.Customer", models.CASCADE, related_name="tokens")
    sha256 = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Token {self.pk} of {self.customer_id}"
