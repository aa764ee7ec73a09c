"""Where customers are on the site: the last pages are kept, and staff hear of what is new."""

import json

import pytest

from chat.bus.publish import attach_node
from chat.hints import Hints
from chat.hub.topics import Envelope, lane_topic
from chat.models import Device, PageView
from chat.protocol.requests import Visit
from chat.services import visits
from chat.services.visits import record_visit, tell_customer_changed
from tests.chat.build import chat_session, customer

pytestmark = pytest.mark.django_db(transaction=True)
SHOP = "https://shop.example"


@pytest.fixture
def ada():
    return customer("Ada")


@pytest.fixture
def told():
    found: list[Envelope] = []
    attach_node(found.extend)
    yield found
    attach_node(None)


def visit(who, path: str, hints: Hints = Hints(), **more) -> None:
    record_visit(customer_id=who.id, visit=Visit(ref=1, url=SHOP + path, **more), hints=hints)


def trail(who) -> list[str]:
    return list(PageView.objects.filter(customer=who).order_by("id").values_list("url", flat=True))


def heard(told) -> list[tuple[str, dict]]:
    frames = [(envelope.topic, json.loads(envelope.frame)) for envelope in told]
    told.clear()
    return frames


def test_pages_are_kept_in_their_order_and_a_reload_is_no_other_page(ada):
    for path in ("/", "/oak", "/oak", "/"):
        visit(ada, path)
    visit(bo := customer("Bo"), "/ash")
    assert trail(ada) == [f"{SHOP}/", f"{SHOP}/oak", f"{SHOP}/"]
    assert trail(bo) == [f"{SHOP}/ash"]


def test_of_too_many_the_first_give_way(ada, monkeypatch):
    monkeypatch.setattr(visits, "MOST_PAGES", 3)
    for n in range(6):
        visit(ada, f"/{n}")
    visit(ada, "/5")
    assert trail(ada) == [f"{SHOP}/{n}" for n in (3, 4, 5)]


def test_the_device_is_what_was_told_last_and_they_came_from_elsewhere_once(ada):
    chrome, firefox = Hints("Chrome", "de-DE,de"), Hints("Firefox", "")
    visit(ada, "/", chrome, referrer="https://search.example/?q=oak", time_zone="Europe/Berlin")
    visit(ada, "/oak", chrome, referrer=f"{SHOP}/", time_zone="Europe/Berlin", screen="10x10")
    row = Device.objects.values_list("user_agent", "language", "time_zone", "screen", "referrer")
    assert row.get() == ("Chrome", "de-DE", "Europe/Berlin", "10x10", "https://search.example/?q=oak")
    visit(ada, "/oak", firefox, referrer="https://[bad")
    assert row.get() == ("Firefox", "", "", "", "https://search.example/?q=oak")


def test_staff_who_follow_the_latest_chat_session_hear_what_is_new(ada, told):
    visit(ada, "/")
    assert heard(told) == []
    chat_session_ = chat_session(ada)
    topic = lane_topic(chat_session_.id, "staff")
    visit(ada, "/", Hints("Chrome"))
    assert heard(told) == [(topic, {"type": "customer_changed", "chat_session": str(chat_session_.id)})]
    visit(ada, "/oak", Hints("Chrome"), title="Oak")
    ((where, frame),) = heard(told)
    assert (where, frame["type"], frame["chat_session"]) == (topic, "page_viewed", str(chat_session_.id))
    assert (frame["page"]["url"], frame["page"]["title"]) == (f"{SHOP}/oak", "Oak")
    visit(ada, "/oak", Hints("Chrome"))
    assert heard(told) == []
    tell_customer_changed(ada.id)
    assert [frame["type"] for _, frame in heard(told)] == ["customer_changed"]


def test_a_visit_costs_one_query(ada, django_assert_num_queries):
    with django_assert_num_queries(3):  # with the transaction's beginning and end
        visit(ada, "/")
