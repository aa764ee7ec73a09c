"""The frame of the staff's pages: who gets in, and the admin's surroundings."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from agents.roles import role_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_page(view: View[P]) -> View[P]:
    """A page that only staff may GET: others are sent to the login, or told that it is not for them (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if role_of(request.user) is None:
            return refused_page(request, _("This page is for staff. Your login is not a staff login."))
        return view(request, *args, **kwargs)

    return never_cache(require_GET(guarded))


def frame(request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
    """The context that the admin's own pages have: menu, theme, the person's name."""
    return {**admin.site.each_context(request), "title": title, **more}


def refused_page(request: HttpRequest, reason: str) -> HttpResponse:
    """403, in the admin's frame, with the reason and a way on."""
    context = frame(request, _("No access"), reason=reason)
    context["is_nav_sidebar_enabled"] = (
        context["is_nav_sidebar_enabled"] and role_of(request.user) is not None
    )
    return render(request, "agents/refused.html", context, status=403)
