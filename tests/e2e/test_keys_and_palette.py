"""Everything by keyboard: the palette finds chats and actions by a few letters, and `?` shows every key."""

import re
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


def test_the_palette_goes_to_a_chat_and_does_what_can_be_done(
    console: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    with CustomerDouble(house.origin, site=site, name="Bo") as bo:
        bo.writes("The parcel is late")
        console.opens("Ada Lovelace")
        console.composer.press_sequentially("half a")
        console.keys.press("Control+k")
        field = console.dialog.get_by_role("combobox", name="Find anything")
        expect(field).to_be_focused()
        console.keys.type("parcel")
        expect(console.dialog.get_by_role("option", selected=True)).to_contain_text("Bo")
        console.keys.press("Enter")
        expect(console.page.get_by_role("heading", name="Bo")).to_be_visible()
        expect(console.composer).to_be_focused()

        console.keys.press("Control+k")
        console.keys.type("busy")
        expect(console.dialog.get_by_role("option", selected=True)).to_have_text("Set my status to Busy")
        console.keys.press("Enter")
        expect(console.status).to_have_accessible_name("My status: Busy")

        console.keys.press("Control+k")
        console.keys.type("zzz")
        expect(console.dialog.get_by_role("option")).to_have_text(["Find “zzz” in history"])
        with console.page.context.expect_page() as history:
            console.keys.press("Enter")
        expect(history.value).to_have_url(re.compile(r"/admin/history/\?q=zzz$"))


def test_a_question_mark_shows_every_key_and_writes_one_where_one_writes(
    console: Console, ada: CustomerDouble
) -> None:
    console.row("Ada Lovelace").focus()
    console.keys.press("?")
    expect(console.dialog).to_contain_text("Everything can be done without a mouse.")
    keys = console.dialog.locator("dl > div")
    expect(keys.filter(has_text="Transfer it")).to_contain_text("AltT")
    console.keys.press("Escape")
    expect(console.row("Ada Lovelace")).to_be_focused()

    console.opens("Ada Lovelace")
    console.composer.press_sequentially("Really?")
    expect(console.composer).to_have_value("Really?")
    expect(console.dialog).to_have_count(0)


def test_the_keys_go_to_every_part_of_the_page(
    console: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    with CustomerDouble(house.origin, site=site, name="Bo") as bo:
        bo.writes("Hello?")
        console.opens("Ada Lovelace")
        console.keys.press("Alt+j")
        expect(console.page.get_by_role("heading", name="Bo")).to_be_visible()
        console.keys.press("Alt+l")
        expect(console.row("Bo")).to_be_focused()
        console.keys.press("Alt+g")
        expect(console.thread).to_be_focused()
        console.keys.press("Alt+s")
        expect(console.page.get_by_role("menuitemradio", name="Online")).to_be_focused()
        console.keys.press("Escape")
        console.keys.press("Alt+b")
        expect(console.mine.locator(".fd-row-name")).to_have_text(["Ada Lovelace"])
