"""Who may open which page: every URL there is, with every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from agents.models import Routing
from chat.ids import new_id
from tests.cs_platform.roles.people import EVERYBODY, SET_UP_PAGES, People, everybody, rows_of

pytestmark = pytest.mark.django_db

# What answers to whom: the status; `login` is the way there. Set-up pages stand in test_set_up.py.
PAGES = """
                                anonymous customer login clerk agent supervisor administrator superuser
GET  home                             302      302   302   302   302        302           302       302
GET  favicon                          302      302   302   302   302        302           302       302
GET  health_live                      200      200   200   200   200        200           200       200
GET  health_ready                     ...      ...   ...   ...   ...        ...           ...       ...
GET  demo                             200      200   200   200   200        200           200       200
GET  api_schema                       403      403   403   200   200        200           200       200
GET  widget-loader                    ...      ...   ...   ...   ...        ...           ...       ...
GET  widget-panel site                200      200   200   200   200        200           200       200
GET  widget-panel nothing             404      404   404   404   404        404           404       404
POST widget-customers                 ...      ...   ...   ...   ...        ...           ...       ...
POST wire-customer                    ...      ...   ...   ...   ...        ...           ...       ...
POST uploads                          ...      ...   ...   ...   ...        ...           ...       ...
HEAD upload                           ...      ...   ...   ...   ...        ...           ...       ...
GET  file                             ...      ...   ...   ...   ...        ...           ...       ...
GET  agents:console                 login    login   403   403   200        200           200       200
POST agents:ticket                    401      401   403   403   200        200           200       200
POST agents:wire                      ...      ...   ...   ...   ...        ...           ...       ...
GET  admin:agents_cannedreply_import  login    login login   403   200        200           200       200
GET  admin:agents_cannedreply_export  login    login login   403   200        200           200       200
GET  admin:chat_site_preview          login    login login   403   403        200           200       200
POST set_language                     302      302   302   302   302        302           302       302
GET  history:search                 login    login   403   403   200        200           200       200
GET  history:customer customer      login    login   403   404   200        200           200       200
GET  history:customer nothing       login    login   403   404   404        404           404       404
GET  history:transcript talk        login    login   403   404   200        200           200       200
GET  history:transcript elsewhere   login    login   403   404   404        404           200       200
GET  history:transcript nothing     login    login   403   404   404        404           404       404
GET  admin:index                    login    login login   200   200        200           200       200
GET  admin:login                      200      200   200   302   302        302           302       302
POST admin:logout                     302      302   302   200   200        200           200       200
GET  admin:password_change          login    login login   200   200        200           200       200
GET  admin:password_change_done     login    login login   200   200        200           200       200
GET  admin:search                   login    login login   200   200        200           200       200
GET  admin:autocomplete             login    login login   403   403        200           200       200
GET  admin:jsi18n                   login    login login   200   200        200           200       200
GET  admin:view_on_site             login    login login   404   404        404           404       404
GET  admin:app_list                 login    login login   404   200        200           200       200
GET  admin:- anything               login    login login   404   404        404           404       404
GET  admin:auth_user_password_change login   login login   403   403        403           200       200
"""
ELSEWHERE = {  # with bodies or servers of their own
    "health_ready": "tests/cs_platform/health/test_readiness.py",
    "widget-loader": "tests/cs_platform/test_static_files.py",
    "widget-customers": "tests/chat/test_sockets.py",
    "wire-customer": "test_sockets.py",
    "agents:wire": "test_sockets.py",
    "uploads": "tests/chat/attachments/test_doors.py",
    "upload": "tests/chat/attachments/test_doors.py",
    "file": "tests/chat/attachments/test_serving.py",
}
"""Where those are tested that need more than a request."""


def named(patterns: Any, *namespaces: str) -> Iterator[str]:
    """Every URL pattern by its full name."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield ":".join([*namespaces, each.name or "-"])
        else:
            yield from named(each.url_patterns, *namespaces, *([each.namespace] if each.namespace else []))


def url_of(line: str, people: People) -> str:
    """`agents:console`, or `history:customer nothing`: the name and what it is opened with."""
    name, _, of = line.partition(" ")
    elsewhere = Routing.objects.get(group=people.elsewhere).pk
    site, user = people.talk.site_id, User.objects.get(username="login").pk
    match name, of:
        case "admin:-", _:
            return "/admin/chat/nonsense/"
        case "admin:view_on_site", _:
            return reverse(name, args=[0, 0])
        case "admin:app_list", _:
            return reverse(name, kwargs={"app_label": "agents"})
        case "admin:autocomplete", _:
            return reverse(name) + "?app_label=agents&model_name=membership&field_name=agent&term=x"
        case "admin:auth_user_password_change", _:
            return reverse(name, args=[user])
    known = {
        "site": site,
        "customer": people.talk.customer_id,
        "talk": people.talk.id,
        "elsewhere": elsewhere,
        "nothing": new_id(),
    }
    return reverse(name, args=[known[of]] if of else [])


def answer(client: Client, method: str, url: str) -> str:
    said = client.generic(method, url, b"{}" if "/api/" in url else b"")
    to = said.headers.get("Location", "")
    return "login" if "/login/" in to and "next=" in to else str(said.status_code)


@pytest.fixture
def people() -> People:
    return everybody()


@pytest.mark.parametrize(
    ("line", "expected"),
    [(line, row) for line, row in rows_of(PAGES, EVERYBODY) if "..." not in row.values()],
)
def test_a_page_opens_for_whom_it_is_for(line: str, expected: dict[str, str], people: People):
    method, _, rest = line.partition(" ")
    url = url_of(rest, people)
    found = {who: answer(people.client(who), method, url) for who in EVERYBODY}
    assert found == expected


def test_no_url_is_left_out():
    rows = rows_of(PAGES, EVERYBODY)
    lines = {line.split()[1] for line, _ in rows}
    set_up = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in SET_UP_PAGES.values()
    }
    assert set(named(get_resolver().url_patterns)) == lines | set_up
    assert {line.split()[1] for line, row in rows if "..." in row.values()} == set(ELSEWHERE)
