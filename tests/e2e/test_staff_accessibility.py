"""axe-core finds nothing to complain of on the staff's pages, in light and dark; history in the reader's own time."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House
from tests.e2e.test_accessibility import complaints
from tests.e2e.test_console import AGENT, quiet_floor  # noqa: F401

NewContext = Callable[..., BrowserContext]
pytestmark = pytest.mark.usefixtures("quiet_floor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_content_with_login_and_console(
    scheme: Literal["light", "dark"],
    new_context: NewContext,
    house: House,
    site: str,
) -> None:
    context = new_context(
        color_scheme=scheme, bypass_csp=True, reduced_motion="reduce", viewport={"width": 1600, "height": 900}
    )
    login = context.new_page()
    login.goto("/admin/login/")
    assert complaints(login) == []
    login.close()

    console = Console.signed_in(context, house, login=AGENT)
    page = console.page
    assert complaints(page) == []
    with CustomerDouble(house.origin, site=site, name="Ada", email="ada@example.com") as ada:
        ada.writes("see https://shop.example")
        console.row("Ada").click()
        expect(console.message("see https")).to_be_visible()
        assert complaints(page) == []
        console.go_online()
        console.composer.fill("I do")
        page.keyboard.press("Enter")
        console.composer.focus()
        page.keyboard.press("Alt+n")
        page.keyboard.type("a note")
        page.keyboard.press("Enter")
        expect(console.message("a note")).to_be_visible()
        assert complaints(page) == []
        page.keyboard.press("Escape")
        console.composer.fill("x" * 8_010)
        assert complaints(page) == []
        page.get_by_role("button", name="Close chat").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert complaints(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_content_with_history(
    scheme: Literal["light", "dark"],
    new_context: NewContext,
    house: House,
    site: str,
) -> None:
    with CustomerDouble(house.origin, site=site, name="Grace Hopper", email="grace@example.com") as grace:
        grace.writes("is it there?")
    context = new_context(color_scheme=scheme, bypass_csp=True, timezone_id="Asia/Shanghai")
    page = Console.opened(context, house, login=AGENT).page
    page.goto("/admin/history/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert complaints(page) == []
    page.get_by_role("searchbox").focus()
    page.keyboard.type("nobody of that name")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    assert complaints(page) == []

    page.get_by_role("searchbox").fill("GRACE@")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Grace Hopper").first.press("Enter")
    expect(page.get_by_role("definition").filter(has_text="grace@example.com")).to_be_visible()
    assert complaints(page) == []

    page.get_by_role("main").get_by_role("link", name="Nobody answered").press("Enter")
    said = page.get_by_role("listitem").filter(has_text="is it there?")
    expect(said).to_be_visible()
    assert complaints(page) == []
    moment = said.locator("time")
    local = moment.evaluate(
        "e => new Intl.DateTimeFormat('en-GB',"
        " {hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai'}).format(new Date(e.dateTime))"
    )
    expect(moment).to_have_text(local)
    assert moment.get_attribute("title") == moment.get_attribute("datetime")
