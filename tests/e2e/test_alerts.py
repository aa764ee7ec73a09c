"""Alerts that can be trusted: one tab rings until it is over, and whoever looks is left in peace."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import CONSOLE_VIEWPORT
from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House

# What a speaker and a desktop would have been told, and whether somebody looks.
STAND_INS = """
window.struck = 0;
window.notified = [];
window.looks = false;
const start = AudioScheduledSourceNode.prototype.start;
OscillatorNode.prototype.start = function (at) { window.struck += 1; start.call(this, at); };
document.hasFocus = () => window.looks;
window.Notification = class {
  static permission = "granted";
  constructor(title, options) { Object.assign(this, { title, ...options, open: true }); window.notified.push(this); }
  close() { this.open = false; this.onclose?.(); }
};
"""
OPEN_ONES = "window.notified.filter((one) => one.open).map((one) => one.title)"
RING_NOTES = 8  # four, each with its overtone
MESSAGE_NOTES = 4


@pytest.fixture
def browser(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    context = new_context(viewport=CONSOLE_VIEWPORT)
    context.add_init_script(STAND_INS)
    return context


@pytest.fixture
def console(desk: object, browser: BrowserContext, house: House) -> Console:
    console = Console.opened(browser, house, login="mia")
    console.keys.press("Shift")  # a sign of life, without which no browser lets a page sound
    return console


def sounded(page: Page, notes: int) -> None:
    page.wait_for_function(f"window.struck >= {notes}")


def test_one_tab_rings_for_all_until_it_is_accepted(
    console: Console, browser: BrowserContext, house: House, ada: CustomerDouble
) -> None:
    other = Console.opened(browser, house, login="mia")
    other.keys.press("Shift")
    ada.writes("Is it in stock?")
    console.go_online()
    sounded(console.page, 3 * RING_NOTES)
    assert console.page.evaluate(OPEN_ONES) == ["Ada Lovelace is ringing"]
    expect(console.page).to_have_title("(Ringing) Console | Frontdesk")
    expect(console.page.locator("link[rel~='icon']")).to_have_attribute("href", re.compile("^data:image/png"))
    assert other.page.evaluate("[window.struck, window.notified.length]") == [0, 0]

    other.keys.press("Alt+Enter")
    expect(other.composer).to_be_focused()
    expect(console.ring).to_have_count(0)
    struck = console.page.evaluate("window.struck")
    assert console.page.evaluate(OPEN_ONES) == []
    ada.writes("Hello?")
    sounded(console.page, struck + MESSAGE_NOTES)
    assert console.page.evaluate("window.struck") == struck + MESSAGE_NOTES
    assert console.page.evaluate(OPEN_ONES) == ["Ada Lovelace"]

    console.page.close()
    other.page.wait_for_function("navigator.locks.query().then(({ pending }) => pending.length === 0)")
    other.page.evaluate("window.struck = 0")
    ada.writes("Are you there?")
    sounded(other.page, MESSAGE_NOTES)


def test_who_looks_at_the_chat_hears_nothing_of_it(
    desk: Callable[..., None], console: Console, browser: BrowserContext, house: House, ada: CustomerDouble
) -> None:
    desk(auto_accept=True)
    looked_at = Console.opened(browser, house, login="mia")
    looked_at.go_online()
    sounded(console.page, RING_NOTES)
    looked_at.opens("Ada Lovelace")
    looked_at.page.evaluate("window.looks = true; window.dispatchEvent(new Event('focus'))")
    console.page.evaluate("window.struck = 0; window.notified = []")
    ada.writes("Thank you")
    expect(console.row("Ada Lovelace")).to_contain_text("Thank you")
    looked_at.page.evaluate("window.looks = false; window.dispatchEvent(new Event('blur'))")
    ada.writes("Bye")
    sounded(console.page, MESSAGE_NOTES)
    assert console.page.evaluate("[window.struck, window.notified.length]") == [MESSAGE_NOTES, 1]


def test_alerts_are_set_up_and_tried_out_and_kept_on_the_device(console: Console) -> None:
    page = console.page
    page.get_by_role("button", name="Set up alerts").focus()
    console.keys.press("Enter")
    expect(console.dialog.get_by_role("button", name="Try the sound of a ring")).to_be_focused()
    console.keys.press("Enter")
    sounded(page, RING_NOTES)
    console.dialog.get_by_role("button", name="No", exact=True).press("Enter")
    expect(console.dialog).to_contain_text("Look whether the device is muted")
    console.dialog.get_by_role("button", name="Try a notification").press("Enter")
    assert page.evaluate(OPEN_ONES) == ["This is a test"]
    console.dialog.get_by_role("switch", name="When a customer of mine writes").press("Space")
    console.dialog.get_by_role("slider", name="Volume").press("Home")
    expect(console.dialog).to_contain_text("this tab is the one that sounds")
    console.keys.press("Escape")
    expect(console.dialog).to_have_count(0)

    page.reload()
    console.ready()
    page.get_by_role("button", name="The browser keeps this page silent").press("Enter")
    expect(console.dialog.get_by_role("switch", name="When a customer of mine writes")).not_to_be_checked()
    expect(console.dialog.get_by_role("switch", name="When a chat rings")).to_be_checked()
    expect(console.dialog.get_by_role("slider", name="Volume")).to_have_value("5")
