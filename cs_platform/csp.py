"""The content security policy of every page of ours: nothing runs but files of our own."""

from collections.abc import Awaitable, Callable, Sequence

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

ADMIN_PATHS = ("/admin/",)
HEADER = "Content-Security-Policy"


def content_security_policy(
    *, host: str, secure: bool, is_admin: bool = False, frame_ancestors: Sequence[str] = ()
) -> str:
    """The header's value for one page.

    `host` is the page's own host: older browsers do not count a socket to it as 'self'. Nobody may
    frame the page but `frame_ancestors`.
    """
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'", f"{'wss' if secure else 'ws'}://{host}"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(frame_ancestors) or ["'none'"],
    }
    if is_admin:
        # django-unfold's Alpine compiles the expressions in its x- attributes with `new Function`, and its
        # templates carry a <style> with the theme's colours and style attributes. No inline script anywhere.
        directives["script-src"].append("'unsafe-eval'")
        directives["style-src"].append("'unsafe-inline'")
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


class ContentSecurityPolicyMiddleware:
    """Sets the policy on every response that has none.

    A view whose page other sites may frame sets `response.csp_frame_ancestors` to their origins.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._later(request)
        return with_policy(request, self.get_response(request))  # type: ignore[arg-type]

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        return with_policy(request, await self.get_response(request))  # type: ignore[misc]


def with_policy(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with its policy; where the page may be framed, without X-Frame-Options too."""
    frame_ancestors: Sequence[str] = getattr(response, "csp_frame_ancestors", ())
    if frame_ancestors:
        response.xframe_options_exempt = True  # type: ignore[attr-defined]
    response.headers.setdefault(
        HEADER,
        content_security_policy(
            host=request.get_host(),
            secure=request.is_secure(),
            is_admin=request.path.startswith(ADMIN_PATHS),
            frame_ancestors=frame_ancestors,
        ),
    )
    return response
