"""The language in which somebody is told why not: the server words it, for pages, sockets and long-polling alike."""

from django.http import HttpRequest, parse_cookie
from django.utils import translation
from django.utils.functional import Promise

StrOrPromise = str | Promise


def language_of(accept_language: str, cookies: str = "") -> str:
    """Of a handshake's headers, as for pages: what was chosen there, else what the browser wants."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accept_language
    request.COOKIES = parse_cookie(cookies)
    return translation.get_language_from_request(request)
