"""What is stored of looking back."""

from history.models.audit import LONGEST_DETAIL_CHARS, Action, AuditEntry

__all__ = ["LONGEST_DETAIL_CHARS", "Action", "AuditEntry"]
