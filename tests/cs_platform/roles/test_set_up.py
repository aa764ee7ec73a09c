"""Who may do what on the set-up pages: every model there is a page for, with every role."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model

from agents.models import Agent, CannedReply
from chat.ids import new_id
from chat.log.writer import append
from chat.models import Message
from history.services.audit import record_look
from tests.agents.admin.build import page
from tests.chat.build import said as written
from tests.cs_platform.roles.people import SET_UP_PAGES, STAFF, People, everybody, rows_of

pytestmark = pytest.mark.django_db

# l: sees the list, v: opens a row's page, h: its history, a: adds one, c: changes it, d: deletes it. A row that is not
# theirs is as one that is not there. `c` is asked by sending the form, empty: who may is told what is missing.
MAY = """
                             clerk   agent supervisor administrator superuser
chat.site                        -       -        lvh        lvhacd    lvhacd
chat.customer                    -     lvh        lvh          lvhc      lvhc
chat.chatsession                 -       -          -           lvh       lvh
chat.message                     -       -          -           lvh       lvh
agents.agent                     -       -       lvhc         lvhac     lvhac
agents.agent elsewhere           -       -        lvh         lvhac     lvhac
agents.cannedreply               -    lvha       lvha        lvhacd    lvhacd
agents.cannedreply front         -    lvha     lvhacd        lvhacd    lvhacd
agents.cannedreply agent         -  lvhacd         la        lvhacd    lvhacd
agents.customercare              -       -     lvhacd        lvhacd    lvhacd
agents.disposition               -       -      lvhac        lvhacd    lvhacd
agents.tag                       -       -      lvhac        lvhacd    lvhacd
agents.skillgroup                -       -       lvhc        lvhacd    lvhacd
agents.skillgroup elsewhere      -       -          l        lvhacd    lvhacd
agents.decision                  -       -        lvh           lvh       lvh
agents.decision elsewhere        -       -          l           lvh       lvh
agents.offer                     -       -        lvh           lvh       lvh
agents.offer elsewhere           -       -          l           lvh       lvh
agents.routing                   -       -        lvh           lvh       lvh
agents.routing elsewhere         -       -          l           lvh       lvh
history.auditentry               -       -          -           lvh       lvh
auth.user                        -       -          -        lvhacd    lvhacd
auth.user superuser              -       -          -          lvha    lvhacd
auth.group                       -       -          -           lvh    lvhacd
auth.group role                  -       -          -           lvh     lvhac
"""


def sets_up(people: People, line: str) -> Model:
    """The row of a line: one that the supervisor oversees, unless the line says of which kind."""
    name, _, kind = line.partition(" ")
    match name, kind:
        case "agents.agent", _:
            return Agent.objects.get(name="Superuser" if kind else "Agent")
        case "agents.skillgroup", _:
            return people.elsewhere if kind else people.front
        case (("agents.decision" | "agents.offer" | "agents.routing"), _):
            return _model(name)._default_manager.get(group=people.elsewhere if kind else people.front)
        case "agents.cannedreply", _:
            of: dict[str, dict[str, Model]] = {
                "front": {"group": people.front},
                "agent": {"owner": Agent.objects.get(name="Agent")},
            }
            return CannedReply.objects.create(shortcut="bye", text="Bye!", **of.get(kind, {}))
        case "auth.user", _:
            return User.objects.get(username=kind or "login")
        case "auth.group", _:
            return Group.objects.get(name="Supervisors") if kind else Group.objects.create(name="Guests")
        case "history.auditentry", _:
            return record_look(actor=User.objects.get(username="agent"), chat_session_id=new_id())
        case "chat.message", _:
            return _one_message(people)
    found = _model(name)._default_manager.first()
    assert found is not None
    return found


def _one_message(people: People) -> Model:
    append([written(people.talk)])
    return Message.objects.get()


def _model(name: str) -> type[Model]:
    return apps.get_model(name)


def asked(people: People, who: str, row: Model) -> str:
    """The letters of what they may."""
    client, found = people.client(who), ""
    for letter, name in SET_UP_PAGES.items():
        url = page(type(row), name, *([] if name in {"changelist", "add"} else [row.pk]))
        said = client.post(url) if letter == "c" else client.get(url)
        assert said.status_code in {200, 302, 403}, (letter, said.status_code)
        if said.status_code == 200 or (said.status_code == 302 and said.headers["Location"] not in AWAY):
            found += letter
    return found or "-"


AWAY = ("/admin/", "/admin/login/")


@pytest.fixture
def people() -> People:
    return everybody()


@pytest.mark.parametrize(("line", "expected"), rows_of(MAY, STAFF))
def test_a_role_may_do_what_the_table_says(line: str, expected: dict[str, str], people: People):
    row = sets_up(people, line)
    assert {who: asked(people, who, row) for who in STAFF} == expected


@pytest.mark.parametrize("who", ["anonymous", "customer", "login"])
def test_whoever_is_not_of_the_staff_is_sent_to_the_login(who: str, people: People):
    client, paths = people.client(who), [url for model in admin.site._registry for url in every_page(model)]
    for url in paths:
        for said in (client.get(url), client.post(url)):
            assert (said.status_code, said.headers["Location"].startswith("/admin/login/")) == (302, True), (
                url
            )


def every_page(model: type[Model]) -> Iterator[str]:
    for name in SET_UP_PAGES.values():
        yield page(model, name, *([] if name in {"changelist", "add"} else [new_id()]))


def test_no_page_is_left_out():
    lines = {line.split()[0] for line, _ in rows_of(MAY, STAFF)}
    assert {model._meta.label_lower for model in admin.site._registry} == lines
