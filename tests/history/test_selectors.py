from datetime import timedelta
from uuid import UUID

import pytest

from chat.models import ChatSession, Customer
from history import selectors
from history.access import Reach
from history.selectors import chat_sessions_of, find_customers
from tests.history import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything() -> Reach:
    return Reach(Customer.objects.all(), ChatSession.objects.all(), ChatSession.objects.all())


@pytest.fixture
def people() -> dict[str, Customer]:
    return {
        "ada": build.customer("Ada Lovelace", "ada@example.com", seen_minutes=4),
        "percent": build.customer("100% wool", "wool_shop@example.org", seen_minutes=3),
        "tea": build.customer("王小茶", "", seen_minutes=2),
        "verified": build.customer(
            "Bo", "bo@example.net", seen_minutes=1, verified=True, external_id="shop-77"
        ),
        "anonymous": build.customer("", "", seen_minutes=0),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["ada", "percent", "tea", "verified", "anonymous"]),
        ("  LOVE ", ["ada"]),
        ("example.com", ["ada"]),
        ("小茶", ["tea"]),
        ("0%", ["percent"]),
        ("%", ["percent"]),
        ("l_s", ["percent"]),
        ("a%a", []),
        ("\\", []),
        ("shop-77", ["verified"]),
        ("shop-7", []),
        ("a\0da", ["ada"]),
        ("'; DROP TABLE chat_customer; --", []),
    ],
)
def test_finds_by_a_part_of_name_or_e_mail_or_the_sites_id(everything, people, text, found):
    page = find_customers(reach=everything, text=text)
    assert page.customers == [people[name] for name in found]


def test_finds_by_the_whole_id_and_by_its_end(everything, people):
    ada, anonymous = people["ada"], people["anonymous"]
    assert find_customers(reach=everything, text=str(ada.id)).customers == [ada]
    assert find_customers(reach=everything, text=str(anonymous.id)[-6:].upper()).customers == [anonymous]


def test_pages_show_everybody_once_though_many_were_seen_at_one_moment(everything, monkeypatch):
    monkeypatch.setattr(selectors, "CUSTOMERS_PER_PAGE", 3)
    made = {build.customer(f"c{n}", seen_minutes=n // 4).pk for n in range(8)}

    seen: list[UUID] = []
    cursor, pages = None, 0
    while pages == 0 or cursor:
        page = find_customers(reach=everything, text="", before=cursor)
        seen, cursor, pages = seen + [c.pk for c in page.customers], page.older, pages + 1

    assert (len(seen), set(seen), pages) == (8, made, 3)


def test_counts_only_chat_sessions_within_reach(everything, people, django_assert_num_queries):
    mine = build.chat_session(people["ada"])
    build.chat_session(people["ada"])
    reach = Reach(everything.customers, ChatSession.objects.filter(pk=mine.pk), ChatSession.objects.none())
    with django_assert_num_queries(1):
        page = find_customers(reach=reach, text="ada")
        assert [(c.site.name, vars(c)["chat_session_count"]) for c in page.customers] == [("Teahouse", 1)]


def test_a_customers_chat_sessions_come_newest_first_page_by_page(
    everything, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(selectors, "CHAT_SESSIONS_PER_PAGE", 2)
    ada = build.customer("Ada")
    made = [build.chat_session(ada) for _ in range(3)]
    for day, chat_session in enumerate(made):
        ChatSession.objects.filter(pk=chat_session.pk).update(opened_at=build.T0 + timedelta(days=day))
    build.chat_session(build.customer("Bo"))

    with django_assert_num_queries(1):
        first = chat_sessions_of(reach=everything, customer=ada)
    second = chat_sessions_of(reach=everything, customer=ada, before=first.older)

    assert [first.chat_sessions, second.chat_sessions] == [[made[2], made[1]], [made[0]]]
    assert second.older is None
