from django.db import models


class Sweep(models.Model):
    """When the clocks were last looked at, by whomever; one row. A node steps in when it is long ago."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Swept at {self.at}"
