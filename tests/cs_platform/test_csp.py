"""The content security policy, as a function and on the pages."""

import pytest
from django.http import HttpResponse
from django.test import AsyncRequestFactory, Client, RequestFactory

from cs_platform.csp import ContentSecurityPolicyMiddleware, content_security_policy


def directive(policy: str, name: str) -> list[str]:
    found = [part.split() for part in policy.split("; ")]
    return next(sources for first, *sources in found if first == name)


def test_a_page_runs_nothing_but_files_of_ours_and_is_framed_by_nobody():
    policy = content_security_policy(host="desk.example", secure=True)
    assert "unsafe" not in policy
    assert directive(policy, "script-src") == ["'self'"]
    assert directive(policy, "object-src") == ["'none'"]
    assert directive(policy, "base-uri") == ["'none'"]
    assert directive(policy, "frame-ancestors") == ["'none'"]
    assert directive(policy, "connect-src") == ["'self'", "wss://desk.example"]


def test_without_tls_sockets_go_without_it_too():
    policy = content_security_policy(host="127.0.0.1:8000", secure=False)
    assert directive(policy, "connect-src") == ["'self'", "ws://127.0.0.1:8000"]


def test_the_admin_is_looser_by_two_words_and_never_by_inline_scripts():
    policy = content_security_policy(host="desk.example", secure=True, is_admin=True)
    assert directive(policy, "script-src") == ["'self'", "'unsafe-eval'"]
    assert directive(policy, "style-src") == ["'self'", "'unsafe-inline'"]


def framed(request) -> HttpResponse:
    response = HttpResponse("panel")
    response.csp_frame_ancestors = ["https://shop.example"]  # type: ignore[attr-defined]
    return response


def test_a_view_may_name_who_frames_its_page():
    response = ContentSecurityPolicyMiddleware(framed)(RequestFactory().get("/widget/1/"))
    assert isinstance(response, HttpResponse)
    assert directive(response.headers["Content-Security-Policy"], "frame-ancestors") == [
        "https://shop.example"
    ]
    assert vars(response)["xframe_options_exempt"] is True


async def test_asynchronous_views_get_it_too():
    async def view(request) -> HttpResponse:
        return framed(request)

    response = await ContentSecurityPolicyMiddleware(view)(AsyncRequestFactory().get("/widget/1/"))  # type: ignore[misc]
    assert directive(response.headers["Content-Security-Policy"], "frame-ancestors") == [
        "https://shop.example"
    ]


@pytest.mark.parametrize("path", ["/health/live", "/admin/login/", "/demo/", "/no-such-page"])
def test_every_page_has_a_policy_and_refuses_frames(path: str, db):
    response = Client().get(path)
    assert directive(response.headers["Content-Security-Policy"], "frame-ancestors") == ["'none'"]
    assert response.headers["X-Frame-Options"] == "DENY"
