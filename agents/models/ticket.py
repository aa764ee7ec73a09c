from django.db import models


class Ticket(models.Model):
    """A one-time pass from a login session to a socket. Only its SHA-256 is stored; using it deletes it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="tickets")
    login_session_key = models.CharField(max_length=40)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Ticket of {self.agent_id}"
