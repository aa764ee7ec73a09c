"""axe-core finds nothing to complain of in the console, in light and dark; it stands large, mirrored and in Chinese."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.bad_line import bad_line
from tests.e2e.console import CONSOLE, Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House
from tests.e2e.test_accessibility import complaints

NewContext = Callable[..., BrowserContext]
Scheme = Literal["light", "dark"]
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])
# As another language would set them, before the first script reads them.
LANGUAGE = """new MutationObserver(() => {
  const page = document.documentElement;
  if (page && page.%(name)s !== "%(value)s") page.%(name)s = "%(value)s";
}).observe(document, { childList: true });"""


@pytest.fixture
def still(new_context: NewContext, scheme: Scheme) -> BrowserContext:
    """A browser without motion, in which axe may run."""
    return new_context(
        color_scheme=scheme, bypass_csp=True, reduced_motion="reduce", viewport={"width": 1440, "height": 860}
    )


@schemes
def test_axe_is_content_with_each_dialog_and_state(
    desk: Callable[..., None],
    still: BrowserContext,
    house: House,
    site: str,
    ada: CustomerDouble,
) -> None:
    desk(auto_accept=True)
    console = Console.opened(still, house, login="mia")
    console.go_online()
    where = {"referrer": "", "time_zone": "Europe/Berlin", "screen": ""}
    ada.ask("visit", url="https://shop.example/wren", title="The Wren table", **where)
    ada.writes("Where is my order?")
    with CustomerDouble(house.origin, site=site, name="Bo") as bo, AgentDouble(house, login="sam") as sam:
        bo.writes("Hello?")
        console.opens("Ada Lovelace")
        sam.ask(
            "send",
            chat_session=bo.chat_session,
            lane="staff",
            client_id="00000000-0000-4000-8000-000000000001",
            text="Please look",
            mentions=[console.page.locator("#console").get_attribute("data-agent")],
        )
        column = console.page.get_by_role("complementary", name="Customer details")
        expect(column.get_by_role("region", name="Pages")).to_contain_text("The Wren table")
        expect(console.page.get_by_role("button", name="1 mention of you")).to_be_visible()
        assert complaints(console.page) == []

        console.keys.press("Control+k")
        console.keys.type("b")
        expect(console.dialog.get_by_role("option", selected=True)).to_have_count(1)
        assert complaints(console.page) == []
        console.keys.press("Escape")

        console.row("Bo").focus()
        console.keys.press("?")
        expect(console.dialog).to_be_visible()
        assert complaints(console.page) == []
        console.keys.press("Escape")

        console.keys.press("Alt+c")
        console.dialog.get_by_role("combobox").focus()
        console.keys.type("de")
        expect(console.dialog.get_by_role("option", selected=True)).to_have_text("delivery")
        assert complaints(console.page) == []
        console.keys.press("Escape")
        console.keys.press("Escape")

        console.page.get_by_role("button", name="Set up alerts").press("Enter")
        console.keys.press("Enter")
        expect(console.dialog).to_contain_text("Did you hear it?")
        assert complaints(console.page) == []
        console.keys.press("Escape")

        console.row("Bo").focus()
        console.keys.press("x")
        expect(console.page.get_by_role("region", name="Selected chats")).to_be_visible()
        assert complaints(console.page) == []
        console.keys.press("Escape")

        console.opens("Bo")
        expect(console.message("Please look")).to_contain_text("Whisper")
        assert complaints(console.page) == []


@schemes
def test_axe_is_content_while_the_console_is_cut_off(
    desk: object, still: BrowserContext, house: House, ada: CustomerDouble
) -> None:
    still.add_cookies(
        [
            {"name": name, "value": value, "url": house.origin}
            for name, value in house.cookies_of("mia").items()
        ]
    )
    with bad_line(house.origin) as line:
        console = Console(still.new_page())
        console.page.goto(line.origin + CONSOLE)
        console.ready()
        console.opens("Ada Lovelace")
        line.cut()
        expect(console.notice("You are offline.")).to_be_visible()
        assert complaints(console.page) == []
        line.mend()
        console.notice("You are offline.").get_by_role("button", name="Try now").press("Enter")
        console.ready()
        expect(console.notice("You are offline.")).to_have_count(0)


def test_at_twice_the_size_everything_is_still_there(
    desk: Callable[..., None], new_context: NewContext, house: House, ada: CustomerDouble
) -> None:
    desk(auto_accept=True)
    console = Console.opened(new_context(viewport={"width": 720, "height": 450}), house, login="mia")
    console.go_online()
    console.opens("Ada Lovelace")
    expect(console.composer).to_be_in_viewport()
    assert not overflows(console.page)
    console.keys.press("Alt+d")
    expect(console.page.get_by_role("complementary", name="Customer details")).to_be_in_viewport()
    assert not overflows(console.page)
    console.keys.press("Alt+c")
    expect(console.dialog.get_by_role("button", name="Close chat")).to_be_visible()
    assert not overflows(console.page)


def test_from_right_to_left_the_columns_change_places(
    desk: object, new_context: NewContext, house: House, ada: CustomerDouble
) -> None:
    context = new_context(viewport={"width": 1440, "height": 860})
    context.add_init_script(LANGUAGE % {"name": "dir", "value": "rtl"})
    console = Console.opened(context, house, login="mia")
    console.opens("Ada Lovelace")
    column = console.page.get_by_role("complementary", name="Customer details")
    lists, details = (
        part.bounding_box() for part in (console.page.get_by_role("navigation", name="Chat sessions"), column)
    )
    assert lists is not None
    assert details is not None
    assert details["x"] == 0
    assert lists["x"] + lists["width"] == 1440
    assert not overflows(console.page)


def test_the_console_speaks_chinese(
    desk: object, new_context: NewContext, house: House, ada: CustomerDouble
) -> None:
    context = new_context(viewport={"width": 1440, "height": 860})
    context.add_init_script(LANGUAGE % {"name": "lang", "value": "zh-hans"})
    context.add_cookies(
        [
            {"name": name, "value": value, "url": house.origin}
            for name, value in house.cookies_of("mia").items()
        ]
    )
    page = context.new_page()
    page.goto(CONSOLE)
    expect(page.locator(".fd-connection")).to_have_text("已连接")
    page.locator(".fd-row").filter(has_text="Ada Lovelace").press("Enter")
    expect(page.get_by_role("button", name="接入此会话")).to_be_visible()
    expect(page.get_by_role("complementary", name="客户资料")).to_contain_text("这是该客户的首次会话。")


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
