"""What is stored of looking back."""

from history.models.audit import Action, AuditEntry

__all__ = ["Action", "AuditEntry"]
