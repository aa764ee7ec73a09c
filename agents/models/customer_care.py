from django.db import models


class CustomerCare(models.Model):
    """How one customer is to be treated: who owns the contact, and how far in front they stand."""

    customer = models.OneToOneField("chat.Customer", models.CASCADE, primary_key=True, related_name="care")
    owner = models.ForeignKey(
        "agents.Agent", models.SET_NULL, null=True, blank=True, related_name="+", help_text="Asked first."
    )
    priority = models.PositiveSmallIntegerField(
        default=0, help_text="0 is everybody; higher goes first (VIP)."
    )

    class Meta:
        verbose_name = "customer care"
        verbose_name_plural = "customer care"

    def __str__(self) -> str:
        return f"{self.customer}: {self.priority}"
