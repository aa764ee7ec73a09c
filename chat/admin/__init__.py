"""The set-up pages of chat. What was said is not shown here: History shows it, and notes each look."""

from chat.admin import customer, what_happened
from chat.admin.site import SiteAdmin
from chat.admin.what_happened import ReadOnlyAdmin

__all__ = ["ReadOnlyAdmin", "SiteAdmin", "customer", "what_happened"]
