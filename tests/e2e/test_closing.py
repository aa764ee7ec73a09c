"""The end of chats: one dialog by keyboard with outcome, tags and note, on to the next; several at once; and paper."""

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


def test_closed_by_keyboard_with_outcome_tags_and_note_and_on_to_the_next(
    console: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    with CustomerDouble(house.origin, site=site, name="Bo") as bo:
        ada.writes("Where is my order?")
        bo.writes("Hello?")
        console.opens("Ada Lovelace")
        expect(console.composer).to_be_focused()
        console.keys.press("Alt+c")
        outcome = console.dialog.get_by_role("group", name="Outcome")
        expect(outcome.get_by_role("radio", name="None")).to_be_focused()
        console.keys.press("2")
        expect(outcome.get_by_role("radio", name="Order changed")).to_be_checked()
        console.keys.press("Tab")
        console.keys.type("ref")
        expect(console.dialog.get_by_role("option", selected=True)).to_have_text("refund")
        console.keys.press("Enter")
        console.keys.type("damaged")
        console.keys.press("Enter")
        expect(console.dialog.locator(".fd-tag")).to_have_text(["refund", "damaged"])
        console.keys.press("Tab")
        console.keys.type("A new board is on its way")
        expect(console.dialog.get_by_role("switch", name="Then go to the next chat")).to_be_checked()
        console.keys.press("Enter")

        expect(console.dialog).to_have_count(0)
        expect(console.page.get_by_role("heading", name="Bo")).to_be_visible()
        expect(console.composer).to_be_focused()
        expect(console.row("Ada Lovelace")).to_have_count(0)
        closed = ada.hears(type="entry", kind="event", event={"name": "closed", "by": "agent"})
        assert closed["lane"] == "public"


def test_tags_are_put_on_while_it_is_open(console: Console, ada: CustomerDouble) -> None:
    console.opens("Ada Lovelace")
    field = console.page.get_by_role("complementary").get_by_role("combobox", name="Add a tag")
    field.focus()
    console.keys.type("del")
    console.keys.press("Enter")
    tags = console.page.get_by_role("complementary").locator(".fd-tag")
    expect(tags).to_have_text("delivery")
    console.page.reload()
    console.ready()
    console.opens("Ada Lovelace")
    expect(tags).to_have_text("delivery")
    console.page.get_by_role("button", name="Remove delivery").press("Enter")
    expect(tags).to_have_count(0)


def test_several_of_mine_are_closed_together(
    console: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    with (
        CustomerDouble(house.origin, site=site, name="Bo"),
        CustomerDouble(house.origin, site=site, name="Cy"),
    ):
        expect(console.mine.locator(".fd-row")).to_have_count(3)
        console.row("Bo").focus()
        console.keys.press("x")
        expect(console.page.get_by_role("checkbox", name="Select Bo")).to_be_checked()
        console.row("Cy").focus()
        console.keys.press("x")
        selection = console.page.get_by_role("region", name="Selected chats")
        expect(selection).to_contain_text("2 selected")
        selection.get_by_role("button", name="Close…").press("Enter")
        expect(console.dialog).to_contain_text("Close 2 chats?")
        console.keys.press("1")
        console.keys.press("Enter")
        expect(console.mine.locator(".fd-row-name")).to_have_text(["Ada Lovelace"])
        expect(selection).to_have_count(0)


def test_several_of_mine_are_passed_on_together(
    console: Console, leo: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    with CustomerDouble(house.origin, site=site, name="Bo"):
        expect(console.mine.locator(".fd-row")).to_have_count(2)
        leo.go_online()
        console.row("Bo").focus()
        console.keys.press("Control+a")
        selection = console.page.get_by_role("region", name="Selected chats")
        selection.get_by_role("button", name="Transfer…").press("Enter")
        expect(console.dialog).to_contain_text("Transfer your 2 open chats")
        console.keys.type("leo")
        console.dialog.get_by_role("switch", name="Ask first").press("Space")
        console.dialog.get_by_role("button", name="Transfer to Leo").press("Enter")
        expect(leo.mine.locator(".fd-row")).to_have_count(2)
        expect(console.mine.locator(".fd-row")).to_have_count(0)


def test_the_pause_after_a_chat_is_made_longer_once(
    desk: Callable[..., None], console: Console, ada: CustomerDouble
) -> None:
    desk(auto_accept=True, wrap_up_seconds=50)
    console.opens("Ada Lovelace")
    console.keys.press("Alt+c")
    expect(console.dialog).to_be_visible()
    console.keys.press("Enter")
    pause = console.page.locator(".fd-wrap-up")
    expect(pause).to_contain_text("0:4")
    pause.get_by_role("button", name="More time").press("Enter")
    expect(pause).to_contain_text("1:3")
    expect(pause.get_by_role("button", name="More time")).to_have_count(0)
    pause.get_by_role("button", name="I’m ready").press("Enter")
    expect(pause).to_have_count(0)
    desk(wrap_up_seconds=0)


def test_on_paper_stands_the_thread_and_nothing_around_it(console: Console, ada: CustomerDouble) -> None:
    ada.writes("Please keep this")
    console.opens("Ada Lovelace")
    expect(console.message("Please keep this")).to_be_visible()
    console.page.emulate_media(media="print")
    expect(console.message("Please keep this")).to_be_visible()
    expect(console.page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    for around in (".fd-list", ".fd-details", ".fd-composer", ".fd-bar", ".fd-thread-actions"):
        expect(console.page.locator(around)).to_be_hidden()
