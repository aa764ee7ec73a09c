"""The right column: what is known of the customer, their earlier chats one click away, and what was said in them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House


@pytest.fixture
def console(desk: Callable[..., None], mia: Console) -> Console:
    """Mia's, to whom chats are given at once."""
    desk(auto_accept=True)
    mia.go_online()
    return mia


def test_an_earlier_chat_is_read_beside_the_talk_and_searched(console: Console, ada: CustomerDouble) -> None:
    ada.writes("Do you oil the Wren table?")
    console.opens("Ada Lovelace")
    console.replies("With linseed oil, twice a year.")
    console.keys.press("Alt+c")
    expect(console.dialog).to_be_visible()
    console.keys.press("1")
    console.keys.press("Enter")
    expect(console.dialog).to_have_count(0)
    ada.hears(type="entry", kind="event", event={"name": "closed", "by": "agent"})
    ada.chat_session = ada.ask("open", anew=True)["chat_session"]["id"]
    ada.writes("And my chair?")
    console.opens("And my chair?")
    column = console.page.get_by_role("complementary", name="Customer details")
    earlier = column.get_by_role("region", name="Earlier chats")
    expect(earlier.get_by_role("button").filter(has_text="Mia")).to_contain_text("Complaint")

    earlier.get_by_role("button").filter(has_text="linseed").press("Enter")
    expect(console.message("With linseed oil")).to_be_visible()
    expect(console.page.get_by_role("status").filter(has_text="earlier chat")).to_be_visible()
    expect(console.composer).to_have_count(0)
    console.keys.press("Escape")
    expect(console.message("And my chair?")).to_be_visible()
    expect(console.composer).to_be_focused()

    search = earlier.get_by_role("searchbox", name="Search in their chats")
    search.focus()
    console.keys.type("LINSEED")
    expect(earlier.locator("mark")).to_have_text("linseed")
    earlier.get_by_role("button").filter(has_text="linseed").press("Enter")
    expect(console.message("With linseed oil")).to_be_visible()
    console.page.get_by_role("button", name="Back Esc").press("Enter")
    expect(console.message("And my chair?")).to_be_visible()


def test_the_way_through_the_site_is_followed_live(console: Console, ada: CustomerDouble) -> None:
    console.opens("Ada Lovelace")
    column = console.page.get_by_role("complementary", name="Customer details")
    where = {
        "referrer": "https://search.example/?q=table",
        "time_zone": "Asia/Shanghai",
        "screen": "1920x1080",
    }
    ada.ask("visit", url="https://shop.example/wren", title="The Wren table", **where)
    pages = column.get_by_role("region", name="Pages").get_by_role("listitem")
    expect(pages).to_have_count(1)
    ada.ask("visit", url="https://shop.example/checkout", title="", **where)
    expect(pages).to_have_count(2)
    expect(pages.first).to_contain_text("/checkout")
    expect(pages.first).to_contain_text("here now")
    expect(pages.last.get_by_role("link")).to_have_attribute("href", "https://shop.example/wren")
    expect(column).to_contain_text("(Shanghai)")
    expect(column).to_contain_text("Came from search.example")


def test_what_was_answered_before_the_chat_is_read(
    console: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    answers = [{"question": "Your order number?", "answer": "A-1042"}]
    with CustomerDouble(house.origin, site=site, name="Bo", answers=answers) as bo:
        bo.writes("Hi")
        console.opens("Bo")
        column = console.page.get_by_role("complementary", name="Customer details")
        before = column.get_by_role("region", name="Answered before the chat")
        expect(before).to_contain_text("Your order number?")
        expect(before).to_contain_text("A-1042")


def test_notes_stand_together_and_lead_to_their_place(console: Console, ada: CustomerDouble) -> None:
    console.opens("Ada Lovelace")
    console.keys.press("Alt+n")
    console.keys.type("She is a carpenter")
    console.keys.press("Enter")
    notes = console.page.get_by_role("complementary").get_by_role("region", name="Notes")
    expect(notes.get_by_role("button", name="She is a carpenter")).to_be_visible()
