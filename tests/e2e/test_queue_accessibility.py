"""axe-core finds nothing to complain of where chats ring, wait, are passed on and explained, in light and dark."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House
from tests.e2e.test_accessibility import complaints, panel_of
from tests.e2e.widget import Widget

Scheme = Literal["light", "dark"]
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def still(new_context: Callable[..., BrowserContext], scheme: Scheme) -> BrowserContext:
    """A browser without motion, in which axe may run."""
    return new_context(
        color_scheme=scheme, bypass_csp=True, reduced_motion="reduce", viewport={"width": 1600, "height": 900}
    )


@schemes
def test_the_console_that_rings_passes_on_and_explains(
    desk: Callable[..., None],
    still: BrowserContext,
    leo: Console,
    sam: Console,
    house: House,
    site: str,
    ada: CustomerDouble,
) -> None:
    leo.go_away()
    console = Console.opened(still, house, login="mia")
    page = console.page
    ada.writes("Where is my order?")
    console.go_online()
    expect(console.ring).to_contain_text("Where is my order?")
    assert complaints(page) == []
    console.keys.press("Alt+r")
    console.keys.press("Escape")
    expect(page.get_by_role("main").get_by_role("button", name="Busy")).to_be_focused()
    assert complaints(page) == []
    console.keys.press("Escape")
    console.accepts("Ada Lovelace")

    with CustomerDouble(house.origin, site=site, name="Bo"):
        expect(console.ring).to_contain_text("Bo")  # over the thread
        console.keys.press("Alt+w")
        expect(console.why).to_contain_text("Offered to Mia")
        assert complaints(page) == []
        console.keys.press("Alt+t")
        console.keys.type("l")
        expect(console.dialog).to_be_visible()
        assert complaints(page) == []
        console.keys.press("Escape")
        console.status.focus()
        console.keys.press("Enter")
        assert complaints(page) == []
        page.get_by_role("menuitemradio", name="Offline").focus()
        console.keys.press("Enter")
        expect(console.dialog).to_contain_text("You still have an open chat")
        assert complaints(page) == []
        console.keys.press("Escape")

        house.sql("UPDATE agents_agent SET misses = 2 WHERE name = 'Mia'")
        house.sql("UPDATE agents_offer SET deadline = now() WHERE outcome IS NULL")
        expect(page.locator(".fd-banner")).to_be_visible()
        console.opens("Bo")
        expect(console.why).to_contain_text("Mia did not answer")
        assert complaints(page) == []


@schemes
def test_the_console_of_a_supervisor_with_an_absent_agent(
    still: BrowserContext, mia: Console, house: House, ada: CustomerDouble
) -> None:
    mia.go_online()
    mia.accepts("Ada Lovelace")
    supervisor = Console.opened(still, house, login="sam")
    supervisor.opens("Ada Lovelace")
    mia.page.close()
    expect(supervisor.others).to_contain_text("for Mia to come back")
    assert complaints(supervisor.page) == []


@schemes
def test_the_panel_of_who_waits_and_of_who_is_passed_on(
    still: BrowserContext, mia: Console, leo: Console
) -> None:
    widget = Widget.on(still.new_page()).open()
    widget.write("Where is my chair?")
    expect(widget.situation).to_contain_text("You are next")
    assert complaints(panel_of(widget.page)) == []
    mia.go_online()
    mia.accepts("Where is my chair?")
    leo.go_online()
    mia.transfers("leo", ask=False)
    expect(widget.log).to_contain_text("Mia passed you on to Leo")
    assert complaints(panel_of(widget.page)) == []
    leo.page.close()
    expect(widget.situation).to_contain_text("Leo lost the connection")
    assert complaints(panel_of(widget.page)) == []
    widget.panel.get_by_role("button", name="Options").click()
    assert complaints(panel_of(widget.page)) == []
    widget.panel.get_by_role("button", name="End chat").click()
    expect(widget.panel.get_by_role("alertdialog")).to_be_visible()
    assert complaints(panel_of(widget.page)) == []


@schemes
def test_the_form_for_when_nobody_is_there(closed_today: None, still: BrowserContext) -> None:
    widget = Widget.on(still.new_page()).open()
    widget.composer.press_sequentially("Do you repair chairs?")
    leave = widget.panel.get_by_role("button", name="Leave message")
    expect(leave).to_be_visible()
    assert complaints(panel_of(widget.page)) == []
    leave.click()
    expect(widget.panel.get_by_role("alert")).to_be_visible()
    assert complaints(panel_of(widget.page)) == []
    widget.panel.get_by_label("E-mail").fill("grace@example.com")
    leave.click()
    expect(widget.log).to_contain_text("Thank you. We are back on")
    assert complaints(panel_of(widget.page)) == []
