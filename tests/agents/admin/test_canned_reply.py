"""The pages of canned replies: one's own, those of a group, and CSV files in and out."""

from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agents.canned_csv import read_rows
from agents.models import CannedReply, Membership
from chat.models import Site
from cs_platform.roles import write_roles
from tests.agents.admin.build import as_posted, boss, client_of, page
from tests.agents.build import group, oversees
from tests.chat.build import agent

pytestmark = pytest.mark.django_db
IMPORT, EXPORT = "/admin/agents/cannedreply/import/", "/admin/agents/cannedreply/export/"
THERE_ARE = "There are: {customer.name}, {customer.email}, {agent.name}, {site.name}, {group.name}."


@pytest.fixture
def front():
    write_roles(apps)
    return group(for_everyone=False)


@pytest.fixture
def administrator(front) -> Client:
    return client_of(boss())


@pytest.fixture
def mia(front):
    made = agent("mia")
    made.user.groups.add(apps.get_model("auth", "Group").objects.get(name="Agents"))
    Membership.objects.create(group=front, agent=made)
    return made


def add(client: Client, **fields: Any) -> dict[str, list[str]]:
    """What the page says to a new one; nothing when it was made."""
    url = page(CannedReply, "add")
    answer = client.post(url, as_posted(client, url, **fields))
    return dict(answer.context["adminform"].form.errors) if answer.status_code == 200 else {}


def rows() -> list[tuple[str, str]]:
    return [(str(reply), reply.scope) for reply in CannedReply.objects.order_by("shortcut")]


def test_an_agent_writes_for_themselves_alone(front, mia):
    client = client_of(mia.user)
    assert add(client, shortcut="/Bye", text="Bye, {customer.name}!", for_whom=f"person:{mia.id}") == {}
    assert rows() == [("/bye", "person")]
    assert add(client, shortcut="x", text="x", for_whom="all").keys() == {"for_whom"}
    assert add(client, shortcut="x", text="x", for_whom=f"group:{front.id}").keys() == {"for_whom"}
    leo = agent("leo")
    assert add(client, shortcut="x", text="x", for_whom=f"person:{leo.id}").keys() == {"for_whom"}
    assert rows() == [("/bye", "person")]


def test_an_agent_sees_what_they_may_use_and_changes_their_own(front, mia):
    back, leo = group("Back"), agent("leo")
    made = {
        name: CannedReply.objects.create(shortcut=name, text="x", **of)
        for name, of in (
            ("all", {}), ("front", {"group": front}), ("back", {"group": back}), ("mine", {"owner": mia}),
            ("leos", {"owner": leo}),
        )
    }  # fmt: skip
    client = client_of(mia.user)
    listed = client.get(page(CannedReply, "changelist")).context["cl"].result_list
    assert [reply.shortcut for reply in listed] == ["all", "front", "mine"]
    opens = [client.get(page(CannedReply, "change", reply.pk)).status_code for reply in made.values()]
    deletes = [
        client.post(page(CannedReply, "delete", reply.pk), {"post": "yes"}).status_code
        for reply in made.values()
    ]
    assert (opens, deletes) == ([200, 200, 302, 200, 302], [403, 403, 302, 302, 302])
    assert [command for command, _ in rows()] == ["/all", "/back", "/front", "/leos"]


def test_a_supervisor_writes_for_the_groups_they_oversee(front, mia):
    sam, back = oversees(mia, front), group("Back")
    client = client_of(sam.user)
    assert add(client, shortcut="late", text="x", for_whom=f"group:{front.id}") == {}
    assert add(client, shortcut="late", text="x", for_whom=f"group:{back.id}").keys() == {"for_whom"}
    assert rows() == [("/late", "group")]


def test_what_is_refused(administrator):
    site = Site.objects.create(name="Teahouse")
    good = {"shortcut": "hi", "text": "x", "for_whom": "all"}
    assert add(administrator, **good) == {}
    assert add(administrator, **good) == {
        "__all__": ["There is one with this shortcut and language already."]
    }
    assert add(administrator, **good | {"for_whom": f"site:{site.id}"}) == {}
    assert add(administrator, **good | {"language": "zh"}) == {}
    assert add(administrator, **good | {"language": "Chinese, please"}).keys() == {"language"}
    assert add(administrator, **good | {"shortcut": "two words"}).keys() == {"shortcut"}
    assert add(administrator, **good | {"shortcut": "a", "text": "x" * 4_001}).keys() == {"text"}
    assert add(administrator, **good | {"shortcut": "b", "text": "Hi {customer.nme}"}) == {
        "text": [f"Nobody fills in {{customer.nme}}. {THERE_ARE}"]
    }
    assert add(administrator, **good | {"shortcut": "c", "text": "a set {x, y} is no variable"}) == {}


def test_a_change_keeps_the_uses_and_the_scope(administrator, front):
    reply = CannedReply.objects.create(shortcut="hi", text="x", group=front, uses=7)
    url = page(CannedReply, "change", reply.pk)
    assert administrator.post(url, as_posted(administrator, url, text="y")).status_code == 302
    reply.refresh_from_db()
    assert (reply.text, reply.uses, reply.group) == ("y", 7, front)


def looked_through(client: Client, text: str) -> Any:
    """The page after choosing a file."""
    return client.post(IMPORT, {"file": SimpleUploadedFile("replies.csv", text.encode())}).context


def told(context: Any) -> list[tuple[int, str, list[str]]]:
    return [(line.row.line, line.what, list(line.problems)) for line in context["lines"]]


FILE = """shortcut,language,scope,for,text
hi,,all,,Hello!
hi,,group,front DESK,Hello from the desk
bye,,person,mia,Bye
"""


def test_a_file_is_looked_through_before_anything_is_changed_and_then_applied(administrator, front, mia):
    CannedReply.objects.create(shortcut="hi", text="Hello!")
    changed = CannedReply.objects.create(shortcut="hi", text="old", group=front, uses=3)
    context = looked_through(administrator, FILE)
    assert told(context) == [(2, "same", []), (3, "changed", []), (4, "new", [])]
    assert (context["is_ready"], CannedReply.objects.count()) == (True, 2)
    answer = administrator.post(IMPORT, {"content": context["content"], "apply": "1"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["2 canned replies were imported."]
    changed.refresh_from_db()
    assert (changed.text, changed.uses) == ("Hello from the desk", 3)
    assert rows() == [("/bye", "person"), ("/hi", "all"), ("/hi", "group")]


def test_a_wrong_line_is_named_with_what_is_wrong_and_nothing_is_imported(administrator, mia):
    Site.objects.create(name="Twin")
    Site.objects.create(name="Twin")
    content = (
        "shortcut,language,scope,for,text\n"
        "ok,,all,,fine\n"
        "two words,,all,,x\n"
        ",,all,,no shortcut\n"
        "a,Chinese please,all,,x\n"
        "b,,team,Front,x\n"
        "c,,group,Nowhere,x\n"
        "d,,site,Twin,x\n"
        "OK,,all,,again\n"
        "e,,all,,{who.ever}\n"
    )
    context = looked_through(administrator, content)
    assert [(line, what) for line, what, _ in told(context)] == [
        (2, "new"),
        *((line, "wrong") for line in range(3, 11)),
    ]
    assert [problems[0] for *_, problems in told(context)[1:]] == [
        "One word, without blanks and slashes.",
        "This field is required.",
        "A language tag such as zh, en-GB or pt-BR.",
        "“team” is none of all, site, group, person.",
        "There is no such site, group or agent for whom you may write: “Nowhere”.",
        "There are several called “Twin”.",
        "The same as line 2.",
        f"Nobody fills in {{who.ever}}. {THERE_ARE}",
    ]
    assert context["is_ready"] is False
    administrator.post(IMPORT, {"content": content, "apply": "1"})
    assert rows() == []


def test_a_file_that_is_none_is_refused_with_the_reason(administrator):
    assert "no “shortcut”" in looked_through(administrator, "a,b\n1,2")["problem"]
    assert administrator.post(IMPORT, {}).context["problem"] == "Choose a file first."


def test_an_agent_imports_for_themselves_and_exports_what_they_see(front, mia):
    CannedReply.objects.create(shortcut="late", text="x", group=group("Back"))
    CannedReply.objects.create(shortcut="all", text="x")
    client = client_of(mia.user)
    assert [what for _, what, _ in told(looked_through(client, FILE))] == ["wrong", "wrong", "new"]
    answer = client.get(EXPORT)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [row.shortcut for row in read_rows(answer.content)] == ["all"]


def test_what_was_exported_is_the_same_when_it_is_imported(administrator, front, mia):
    site = Site.objects.create(name="Teahouse")
    for shortcut, of in (("a", {}), ("b", {"site": site}), ("c", {"group": front}), ("d", {"owner": mia})):
        CannedReply.objects.create(shortcut=shortcut, text='=1, "two"\nlines', language="zh", **of)
    exported = administrator.get(EXPORT).content.decode("utf-8-sig")
    assert [what for _, what, _ in told(looked_through(administrator, exported))] == ["same"] * 4


def test_those_that_nobody_uses_are_found(administrator):
    for name, uses in (("used", 3), ("never", 0)):
        CannedReply.objects.create(shortcut=name, text="x", uses=uses)
    for use in ("used", "never"):
        listed = administrator.get(page(CannedReply, "changelist"), {"use": use}).context["cl"].result_list
        assert [reply.shortcut for reply in listed] == [use]


def test_a_list_costs_a_fixed_number_of_queries(administrator, django_assert_max_num_queries):
    for number in range(30):
        CannedReply.objects.create(shortcut=f"s{number}", text="x")
    with django_assert_max_num_queries(12):
        administrator.get(page(CannedReply, "changelist"))
