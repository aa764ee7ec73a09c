from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from unfold.sites import UnfoldAdminSite


class FrontdeskAdminSite(UnfoldAdminSite):
    """The staff's pages: admin, console and history share its theme, menu and login."""

    index_title = "Frontdesk"
    site_title = "Frontdesk"
    site_header = "Frontdesk"
    login_template = "cs_platform/login.html"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Django's filters pass on to the database whatever the address says; NUL it would not take."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if any("\x00" in value for values in request.GET.lists() for value in (values[0], *values[1])):
                raise BadRequest("NUL in the address.")
            response: HttpResponseBase = guarded(request, *args, **kwargs)
            return response

        return asked
