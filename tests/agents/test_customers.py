"""All that is known of a customer, as far as an agent may read it."""

import json

import pytest
from asgiref.sync import sync_to_async

from agents.customers import customer_details
from agents.models import CustomerCare, Disposition
from agents.protocol import Attribute, Device, OfferCard
from agents.services.closing import close_by_agent
from agents.services.lines import pull
from agents.workspaces import workspaces
from chat.bus.publish import attach_node
from chat.hints import Hints
from chat.ids import new_id
from chat.log.writer import append
from chat.models import ChatSession, Customer
from chat.protocol.facts import Answer
from chat.protocol.requests import Visit
from chat.services.visits import record_visit
from tests.agents.build import group, opened, present
from tests.agents.desks import seated
from tests.chat.build import customer, node_in_memory, said

pytestmark = pytest.mark.django_db(transaction=True)
SHOP = "https://shop.example"
FIREFOX = Hints("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "zh-CN,zh")


def visit(who: Customer, path: str) -> None:
    shown = Visit(ref=1, url=SHOP + path, title=path, time_zone="Asia/Shanghai", screen="1x1")
    record_visit(customer_id=who.id, visit=shown, hints=FIREFOX)


def details(agent, talk):
    return customer_details(agent_id=agent.id, chat_session_id=talk.id)


@pytest.fixture
def front():
    return group("Front desk", strategy="manual", for_everyone=False)


@pytest.fixture
def mia(front):
    return present("mia", groups={front: 1})


def test_nothing_is_known_of_who_just_came(mia):
    talk = opened()
    found = details(mia, talk)
    assert (found.name, found.verified, found.priority, found.attributes) == ("Ada", False, 0, [])
    assert (found.pages, found.referrer, found.device, found.answers, found.earlier) == (
        [], "", Device(), [], [],
    )  # fmt: skip


def test_everything_that_is_known(mia):
    ada = customer("Ada")
    Customer.objects.filter(pk=ada.pk).update(attributes={"plan": "gold", "orders": 12, "vip": True})
    CustomerCare.objects.create(customer=ada, priority=2)
    for path in ("/", "/oak"):
        visit(ada, path)
    talk = opened(ada, answers=[Answer("Order number?", "4711")])
    found = details(mia, talk)
    assert found.attributes == [
        Attribute("orders", "12"), Attribute("plan", "gold"), Attribute("vip", "true"),
    ]  # fmt: skip
    assert found.priority == 2
    assert [page.url for page in found.pages] == [f"{SHOP}/", f"{SHOP}/oak"]
    assert found.device == Device(
        browser="Firefox 133", system="Linux", language="zh-CN", time_zone="Asia/Shanghai", screen="1x1"
    )
    assert found.answers == [Answer("Order number?", "4711")]


def test_of_earlier_ones_what_may_not_be_read_says_only_when(front, mia):
    ada, elsewhere = customer("Ada"), group("Elsewhere")
    talks = []
    for n in range(3):
        talks.append(opened(ada, anew=True))
        append([said(talks[n], f"hello {n}")])
        pull(chat_session_id=talks[n].id, agent_id=mia.id)
        reason = Disposition.objects.create(name=f"Reason {n}")
        if n < 2:
            close_by_agent(chat_session_id=talks[n].id, agent_id=mia.id, disposition_id=reason.id)
    hidden, shown, now = talks
    ChatSession.objects.filter(pk=hidden.pk).update(queue_id=elsewhere.id, responsible_id=new_id())
    first, second = details(mia, now).earlier
    assert (first.id, first.agent, first.group, first.disposition, first.last_text, first.seen) == (
        shown.id, "Mia", front.name, "Reason 1", "hello 1", True,
    )  # fmt: skip
    assert (second.id, second.agent, second.group, second.disposition, second.last_text, second.seen) == (
        hidden.id, None, None, None, "", False,
    )  # fmt: skip
    assert (second.opened_at, second.closed_at is not None) == (hidden.opened_at, True)


@pytest.mark.parametrize("many", [0, 5])
def test_it_costs_five_queries(mia, django_assert_num_queries, many):
    ada = customer("Ada")
    for n in range(many):
        talk = opened(ada, anew=True)
        visit(ada, f"/{n}")
        pull(chat_session_id=talk.id, agent_id=mia.id)
        close_by_agent(chat_session_id=talk.id, agent_id=mia.id)
    talk = opened(ada, anew=True)
    with django_assert_num_queries(5):
        assert len(details(mia, talk).earlier) == many


def test_an_offer_says_where_its_customer_was_and_what_they_answered_whenever_it_is_read(front):
    front.strategy = "least_loaded"
    front.save()
    mia, ada = present("mia", groups={front: 1}), customer("Ada")
    visit(ada, "/oak")
    told: list = []
    attach_node(told.extend)
    talk = opened(ada, answers=[Answer("Order number?", "4711")])
    attach_node(None)
    visit(ada, "/ash")
    (fetched,) = workspaces([mia.id])[mia.id].offers
    rings = [frame for frame in (json.loads(e.frame) for e in told) if frame.get("type") == "offer"]
    assert fetched.page is not None
    assert (fetched.page.url, fetched.answers) == (f"{SHOP}/oak", [Answer("Order number?", "4711")])
    assert rings[0]["offer"]["page"]["url"] == f"{SHOP}/oak"
    assert rings[0]["offer"]["answers"] == [{"question": "Order number?", "answer": "4711"}]
    assert fetched.chat_session.id == talk.id


def test_an_offer_of_somebody_unknown_has_no_facts(front):
    front.strategy = "least_loaded"
    front.save()
    mia = present("mia", groups={front: 1})
    opened()
    (card,) = workspaces([mia.id])[mia.id].offers
    assert isinstance(card, OfferCard)
    assert (card.page, card.answers) == (None, [])


class House:
    def __init__(self) -> None:
        self.front = group("Front desk", strategy="manual", for_everyone=False)
        self.mia = present("mia", groups={self.front: 1})
        self.zoe = present("zoe")
        self.ada = customer("Ada")
        self.talk = opened(self.ada)
        visit(self.ada, "/")


async def test_what_followers_are_told_is_what_asking_anew_shows():
    house = await sync_to_async(House)()
    async with node_in_memory() as node:
        attach_node(node.tell_from_any_thread)
        desk = await seated(node, house.mia)
        one = {"chat_session": str(house.talk.id)}
        await desk.ask("resume", **one, lane="staff")
        before = await desk.ask("get_customer", **one)
        await sync_to_async(visit)(house.ada, "/oak")
        (event,) = desk.heard("page_viewed")
        after = await desk.ask("get_customer", **one)
        attach_node(None)
    assert after["customer"]["pages"] == [*before["customer"]["pages"], event["page"]]


async def test_who_may_not_see_the_chat_session_learns_nothing_of_its_customer():
    house = await sync_to_async(House)()
    async with node_in_memory() as node:
        desk = await seated(node, house.zoe)
        foreign = await desk.ask("get_customer", chat_session=str(house.talk.id))
        unknown = await desk.ask("get_customer", chat_session=str(new_id()))
    assert (foreign, foreign["code"]) == (unknown, "unknown")
