"""Rows that stay as long as something refers to them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from unfold.admin import ModelAdmin


class KeptWhileUsedAdmin(ModelAdmin):
    """Says why something cannot be deleted. Django's own page would list every row that refers to it."""

    def why_kept(self, obj: Any) -> str | None:
        """What speaks against deleting it, in a sentence; None: nothing."""
        raise NotImplementedError

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        obj = self.get_object(request, unquote(object_id))
        why = None if obj is None else self.why_kept(obj)
        if obj is None or why is None or not self.has_delete_permission(request, obj):
            page: HttpResponseBase = super().delete_view(request, object_id, extra_context)
            return page
        self.message_user(request, why, messages.ERROR)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[object_id]))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting many at once would not ask `why_kept`."""
        return {name: do for name, do in super().get_actions(request).items() if name != "delete_selected"}
