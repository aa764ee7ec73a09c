"""What rings and what waits: two agents at their consoles, by keyboard alone, and their customers."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House
from tests.e2e.widget import Widget

NewContext = Callable[..., BrowserContext]


def test_a_customer_rings_at_the_free_agent_who_accepts_with_enter(mia: Console, widget: Widget) -> None:
    mia.page.get_by_role("button", name="Go online").focus()
    mia.keys.press("Enter")
    expect(mia.status).to_have_accessible_name("My status: Online")
    widget.open()
    widget.write("Is the oak table in stock?")

    expect(mia.ring).to_be_focused()
    expect(mia.ring).to_contain_text("Is the oak table in stock?")
    expect(widget.situation).to_contain_text("You are next")
    mia.keys.press("Enter")
    expect(mia.composer).to_be_focused()
    expect(widget.under_title).to_have_text("You are talking with Mia")
    expect(widget.log).to_contain_text("Mia joined the chat")
    expect(widget.situation).to_have_count(0)

    mia.keys.type("Two of them.")
    mia.keys.press("Enter")
    expect(widget.message("Two of them.")).to_contain_text("Mia")


def test_declined_with_a_reason_it_rings_at_the_other(
    mia: Console, leo: Console, ada: CustomerDouble
) -> None:
    mia.go_online()
    expect(mia.ring).to_contain_text("Ada Lovelace")
    leo.go_online()
    mia.keys.press("Alt+r")
    expect(mia.ring).to_be_focused()
    mia.keys.press("Escape")
    expect(mia.page.get_by_role("button", name="Busy").first).to_be_focused()
    mia.keys.press("Enter")

    leo.accepts("Ada Lovelace")
    expect(mia.ring).to_have_count(0)
    assert ada.ask("get_state")["chat_session"]["agent"]["name"] == "Leo"


def test_unanswered_it_rings_at_the_other_and_who_misses_twice_is_set_to_away(
    desk: Callable[..., None], mia: Console, leo: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    desk(offer_seconds=4, misses_until_away=2)
    mia.go_online()
    expect(mia.ring).to_contain_text("Ada Lovelace")
    desk(offer_seconds=60)
    leo.go_online()
    leo.accepts("Ada Lovelace")
    expect(mia.notice("You missed the chat with Ada Lovelace. It was passed on.")).to_be_visible()
    expect(mia.status).to_have_accessible_name("My status: Online")

    desk(offer_seconds=4)
    with CustomerDouble(house.origin, site=site, name="Bo"):
        expect(mia.ring).to_contain_text("Bo")
        desk(offer_seconds=60)
        leo.accepts("Bo")
        banner = mia.page.get_by_text("You were set to away because you missed several chats in a row.")
        expect(banner).to_be_visible()
        expect(mia.status).to_have_accessible_name("My status: Away")

        mia.page.get_by_role("button", name="Go online").first.focus()
        mia.keys.press("Enter")
        expect(mia.status).to_have_accessible_name("My status: Online")
        expect(banner).to_be_hidden()


def test_who_waits_sees_their_place_and_the_likely_wait_and_moves_up(
    desk: Callable[..., None],
    mia: Console,
    new_context: NewContext,
    house: House,
    site: str,
    ada: CustomerDouble,
) -> None:
    house.sql("UPDATE agents_agent SET capacity = 1")
    mia.go_online()
    mia.accepts("Ada Lovelace")
    answered = "UPDATE agents_routing SET answered_at = now() WHERE answered_at IS NOT NULL"
    house.sql(answered)
    first, second = (Widget.on(new_context().new_page()).open() for _ in range(2))
    first.write("Where is my chair?")
    expect(first.situation).to_contain_text("You are next")
    second.write("Can I pay by invoice?")
    expect(second.situation).to_contain_text("You are number 2 in line")
    expect(second.panel.locator(".wait")).to_have_text(re.compile(r"about \d+–\d+ min|up to \d+ min"))
    expect(mia.waiting.locator(".fd-row")).to_have_text(
        [re.compile("Where is my chair"), re.compile("pay by invoice")]
    )

    mia.keys.press("Alt+c")
    expect(mia.dialog).to_contain_text("Close this chat?")
    mia.keys.press("Enter")
    expect(mia.ring).to_contain_text("Where is my chair?")
    mia.keys.press("Alt+Enter")
    expect(first.under_title).to_have_text("You are talking with Mia")
    expect(second.situation).to_contain_text("You are next")


def test_an_agent_takes_a_chat_out_of_the_queue(mia: Console, ada: CustomerDouble) -> None:
    mia.opens("Ada Lovelace")
    mia.keys.press("Alt+t")
    expect(mia.composer).to_be_focused()
    assert ada.ask("get_state")["chat_session"]["agent"]["name"] == "Mia"


def test_who_continues_an_ended_chat_rings_at_the_last_agent_first(
    mia: Console, leo: Console, widget: Widget
) -> None:
    mia.go_online()
    widget.open()
    widget.write("My lamp flickers")
    expect(mia.ring).to_contain_text("My lamp flickers")
    mia.keys.press("Alt+Enter")
    expect(mia.composer).to_be_focused()
    leo.go_online()
    mia.keys.press("Alt+c")
    mia.keys.press("Enter")
    expect(widget.panel.get_by_text("The chat has ended").first).to_be_visible()

    widget.panel.get_by_role("button", name="Continue this one").click()
    widget.write("It flickers again")
    expect(mia.ring).to_contain_text("It flickers again")
    expect(leo.ring).to_have_count(0)
    expect(widget.log).to_contain_text("The chat goes on")
    mia.keys.press("Alt+Enter")
    expect(mia.message("My lamp flickers")).to_be_visible()
    expect(mia.thread).to_contain_text("The customer wrote again: the chat goes on")
    expect(widget.under_title).to_have_text("You are talking with Mia")
