"""What somebody wants to know once everything runs."""

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse

PAGES = (
    ("Demo page", "demo"),
    ("Console", "agents:console"),
    ("History", "history:search"),
    ("Admin", "admin:index"),
)


def base_url(host: str, port: int) -> str:
    """The address to open in a browser of this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def banner(base: str, logins: Mapping[str, str]) -> str:
    """Addresses, and the demo's logins where this folder made them."""
    lines = ["", "Frontdesk is ready", ""]
    lines += [f"  {title:<10} {base}{path}" for title, name in PAGES if (path := _path(name))]
    if logins:
        lines += ["", "  Logins"]
        lines += [f"  {name:<10} {password}" for name, password in logins.items()]
    lines += ["", "  Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def _path(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
