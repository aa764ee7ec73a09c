"""The left column: in the order of waits, still under a pointer, folded as it was left."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.conftest import CONSOLE_VIEWPORT
from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House

LONG_AGO = "UPDATE chat_chatsession SET unanswered_since = unanswered_since - make_interval(secs => %s) WHERE id = %s"


def names(console: Console) -> list[str]:
    return console.mine.locator(".fd-row-name").all_inner_texts()


def test_mine_stand_in_the_order_of_their_customers_waits(
    desk: Callable[..., None], mia: Console, house: House, site: str
) -> None:
    desk(auto_accept=True)
    mia.go_online()
    with (
        CustomerDouble(house.origin, site=site, name="Ada") as ada,
        CustomerDouble(house.origin, site=site, name="Bo") as bo,
        CustomerDouble(house.origin, site=site, name="Cy") as cy,
    ):
        for customer, seconds in ((ada, 20), (bo, 400), (cy, 90)):
            customer.writes("Hello?")
            house.sql(LONG_AGO, seconds, customer.chat_session)
        mia.page.reload()
        mia.ready()
        expect(mia.mine.locator(".fd-row-name")).to_have_text(["Bo", "Cy", "Ada"])
        expect(mia.row("Bo")).to_have_accessible_name(re.compile("Too long: unanswered for 6 min"))
        expect(mia.row("Cy")).to_have_accessible_name(re.compile("Soon too long: unanswered for 1 min"))
        expect(mia.row("Ada").locator(".fd-wait")).to_contain_text(re.compile(r"^0:[2-5]\d"))

        mia.opens("Bo")
        mia.replies("Good morning!")
        expect(mia.mine.locator(".fd-row-name")).to_have_text(["Cy", "Ada", "Bo"])
        expect(mia.row("Bo").locator(".fd-wait")).to_have_count(0)
        expect(mia.row("Bo")).to_contain_text("You: Good morning!")


def test_a_row_does_not_move_away_under_the_pointer(
    desk: Callable[..., None], mia: Console, house: House, site: str
) -> None:
    desk(auto_accept=True)
    mia.go_online()
    with (
        CustomerDouble(house.origin, site=site, name="Ada") as ada,
        CustomerDouble(house.origin, site=site, name="Bo") as bo,
    ):
        bo.writes("first")
        ada.writes("second")
        expect(mia.mine.locator(".fd-row-name")).to_have_text(["Bo", "Ada"])
        with AgentDouble(house, login="mia") as same:
            place = mia.row("Ada").bounding_box()
            aim(mia.page, "Ada")
            same.send(bo.chat_session, "answered elsewhere")
            expect(mia.row("Bo")).to_contain_text("answered elsewhere")
            aim(mia.page, "Ada")
            assert names(mia) == ["Bo", "Ada"]
            assert mia.row("Ada").bounding_box() == place
            mia.page.mouse.move(700, 300)
            expect(mia.mine.locator(".fd-row-name")).to_have_text(["Ada", "Bo"])


def aim(page: Page, name: str) -> None:
    """The pointer moves on the row, as it does before a click."""
    box = page.locator(".fd-row").filter(has_text=name).bounding_box()
    assert box is not None
    for step in (3, 9, 6):
        page.mouse.move(box["x"] + 60 + step, box["y"] + 20)


def test_columns_and_sections_stay_folded_on_this_device(
    desk: object, new_context: Callable[..., BrowserContext], house: House, ada: CustomerDouble
) -> None:
    console = Console.opened(new_context(viewport=CONSOLE_VIEWPORT), house, login="mia")
    console.opens("Ada Lovelace")
    details = console.page.get_by_role("complementary", name="Customer details")
    expect(details).to_be_visible()
    console.keys.press("Alt+d")
    expect(details).to_have_count(0)
    queue = console.waiting.get_by_role("button", name="Queue")
    queue.focus()
    console.keys.press("Enter")
    expect(queue).to_have_attribute("aria-expanded", "false")
    expect(console.row("Ada Lovelace")).to_have_count(0)

    console.page.reload()
    console.ready()
    expect(queue).to_have_attribute("aria-expanded", "false")
    console.keys.press("Alt+ArrowDown")
    console.waiting.get_by_role("button", name="Queue").click()
    console.opens("Ada Lovelace")
    expect(details).to_have_count(0)
    console.keys.press("Alt+d")
    expect(details).to_be_visible()
