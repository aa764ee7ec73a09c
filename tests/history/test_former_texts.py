"""What a message said before it was edited or recalled is for who oversees it."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from agents.groups import default_group
from agents.models import Membership, SkillGroup
from chat.log.drafts import Draft, Stored
from chat.log.writer import append
from chat.models import ChatSession
from chat.protocol.base import Lane
from chat.services.amending import amend
from history.access import reach_of
from history.selectors import former_texts, transcript_page
from tests.chat.attachments.build import ready
from tests.history import build

pytestmark = pytest.mark.django_db

SAID: list[tuple[Lane, str]] = [
    ("public", "frist <b>"), ("public", "a slip"), ("public", "kept"), ("staff", "a rumour"),
]  # fmt: skip
AMENDED: list[tuple[Lane, int, str | None]] = [
    ("public", 1, "frist"), ("public", 1, "first"), ("public", 2, None), ("staff", 1, "known"),
]  # fmt: skip


@pytest.fixture
def talk() -> ChatSession:
    """Mia wrote three messages and a note, and had second thoughts."""
    mia = build.staff("mia").agent
    chat_session = ChatSession.objects.create(
        site=build.site(), customer=build.customer("Ada"), phase="active", responsible_id=mia.id,
        queue_id=default_group().id,
    )  # fmt: skip
    for lane, text in SAID:
        draft = Draft(
            chat_session=chat_session.id, lane=lane, sender_kind="agent", sender_id=mia.id, sender_name="Mia",
            client_id=uuid4(), text=text,
        )  # fmt: skip
        append([draft])
    for lane, seq, words in AMENDED:
        amend(
            chat_session=chat_session.id, lane=lane, seq=seq, client_id=uuid4(), text=words, agent_id=mia.id,
            agent_name="Mia",
        )  # fmt: skip
    chat_session.refresh_from_db()
    return chat_session


def login(of: str, role: str, oversees: str) -> Client:
    user = build.staff(of)
    user.groups.set(Group.objects.filter(name=role))
    if oversees:
        group = SkillGroup.objects.get_or_create(name=oversees)[0]
        Membership.objects.create(agent=user.agent, group=group, supervises=True)
    client = Client()
    client.force_login(user)
    return client


def transcript(client: Client, talk: ChatSession) -> str:
    answer = client.get(reverse("history:transcript", args=[talk.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "role", "oversees", "knows"),
    [
        ("an administrator", "Administrators", "", True),
        ("who oversees its group", "Supervisors", "Everybody", True),
        ("who oversees another one", "Supervisors", "Deliveries", False),
        ("who oversaw it once", "Agents", "Everybody", False),
        ("a colleague", "Agents", "", False),
    ],
)
def test_everybody_reads_what_it_says_now_and_who_oversees_what_it_said(talk, who, role, oversees, knows):
    page = transcript(login(who, role, oversees), talk)
    now = ["first", "(edited)", "Recalled", "kept", "known", "Mia edited a message", "Mia recalled a message"]
    assert [text for text in now if text not in page] == []
    before = ["frist &lt;b&gt;", "a slip", "a rumour", "What it said before"]
    assert [text in page for text in before] == [knows] * 4


def test_who_wrote_it_is_not_shown_it_again(talk):
    mia = Client()
    mia.force_login(User.objects.get(username="mia"))
    assert "a slip" not in transcript(mia, talk)


def test_of_a_recalled_file_its_name_is_known_and_nothing_to_fetch(talk):
    file = ready(talk, by=talk.responsible_id, name="invoice.pdf", kind="file")
    draft = Draft(
        chat_session=talk.id, lane="public", sender_kind="agent", sender_id=file.uploader_id, sender_name="Mia",
        client_id=uuid4(), text="", attachment=file.id,
    )  # fmt: skip
    (stored,) = append([draft])
    assert isinstance(stored, Stored)
    colleague, overseer = login("leo", "Agents", ""), login("sam", "Supervisors", "Everybody")
    address = f"/files/{file.key}/original/invoice.pdf"
    assert [address in transcript(each, talk) for each in (colleague, overseer)] == [True, True]
    amend(
        chat_session=talk.id, lane="public", seq=stored.seq, client_id=uuid4(), text=None,
        agent_id=file.uploader_id, agent_name="Mia",
    )  # fmt: skip
    pages = [transcript(each, talk) for each in (colleague, overseer)]
    assert [address in page for page in pages] == [False, False]
    assert ["invoice.pdf" in page for page in pages] == [False, True]


def test_the_oldest_comes_first(talk):
    reach = reach_of(build.staff("root", is_superuser=True))
    found = former_texts(reach=reach, page=transcript_page(chat_session=talk))
    assert [[former.text for former in each] for each in found.values()] == [
        ["frist <b>", "frist"],
        ["a slip"],
        ["a rumour"],
    ]


def test_any_number_of_them_costs_two_queries_and_none_costs_none(talk, django_assert_num_queries):
    reach = reach_of(build.staff("root", is_superuser=True))
    page, plain = transcript_page(chat_session=talk), build.chat_session(build.customer("Bob"), public=3)
    with django_assert_num_queries(2):
        assert len(former_texts(reach=reach, page=page)) == 3
    other = transcript_page(chat_session=plain)
    with django_assert_num_queries(0):
        assert former_texts(reach=reach, page=other) == {}
