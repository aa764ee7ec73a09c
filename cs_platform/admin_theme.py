"""How the staff's pages look: the value of Django's `UNFOLD` setting."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy

GREEN = {
    "50": "oklch(97.6% .015 160)",
    "100": "oklch(94.8% .035 160)",
    "200": "oklch(89.5% .065 160)",
    "300": "oklch(82% .095 160)",
    "400": "oklch(72% .115 160)",
    "500": "oklch(60% .115 160)",
    "600": "oklch(48.5% .1 160)",
    "700": "oklch(42% .085 160)",
    "800": "oklch(36% .07 161)",
    "900": "oklch(31% .058 162)",
    "950": "oklch(21% .04 163)",
}


def _path(name: str) -> str:
    """The path of a named page, or an empty one where it is not part of this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


_lazy_path = lazy(_path, str)


def _may(permission: str, name: str) -> Callable[[HttpRequest], bool]:
    """Whether the menu shows a page to whoever asks."""
    return lambda request: bool(_path(name)) and request.user.has_perm(permission)


def _item(title: str, icon: str, name: str, permission: str | None = None) -> dict[str, Any]:
    may = _may(permission, name) if permission else lambda request: bool(_path(name))
    return {"title": title, "icon": icon, "link": _lazy_path(name), "permission": may}


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Frontdesk",
    "SITE_HEADER": "Frontdesk",
    "SITE_SYMBOL": "forum",
    "SITE_URL": None,
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("cs_platform/favicon.svg")}
    ],
    "STYLES": [lambda request: static("frontend/setup.css")],
    "SCRIPTS": [lambda request: static("frontend/setup.js")],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "8px",
    "COLORS": {"primary": GREEN},
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "title": "Service",
                "separator": False,
                "items": [
                    _item("Console", "forum", "agents:console"),
                    _item("History", "history", "history:search"),
                    _item("Customers", "groups", "admin:chat_customer_changelist", "chat.view_customer"),
                    _item(
                        "Customer care",
                        "volunteer_activism",
                        "admin:agents_customercare_changelist",
                        "agents.view_customercare",
                    ),
                    _item(
                        "Decisions", "alt_route", "admin:agents_decision_changelist", "agents.view_decision"
                    ),
                ],
            },
            {
                "title": "Set-up",
                "separator": True,
                "items": [
                    _item("Sites", "storefront", "admin:chat_site_changelist", "chat.view_site"),
                    _item(
                        "Skill groups",
                        "diversity_3",
                        "admin:agents_skillgroup_changelist",
                        "agents.view_skillgroup",
                    ),
                    _item("Staff", "support_agent", "admin:agents_agent_changelist", "agents.view_agent"),
                    _item(
                        "Canned replies",
                        "quickreply",
                        "admin:agents_cannedreply_changelist",
                        "agents.view_cannedreply",
                    ),
                    _item(
                        "Dispositions",
                        "assignment_turned_in",
                        "admin:agents_disposition_changelist",
                        "agents.view_disposition",
                    ),
                    _item("Tags", "sell", "admin:agents_tag_changelist", "agents.view_tag"),
                    _item("Logins", "key", "admin:auth_user_changelist", "auth.view_user"),
                ],
            },
        ],
    },
}
