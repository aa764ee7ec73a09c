"""After many dropped connections the console shows what a fresh page shows; nothing written is lost or doubled."""

import random
from collections.abc import Callable
from contextlib import ExitStack

from playwright.sync_api import BrowserContext, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.bad_line import bad_line
from tests.e2e.conftest import CONSOLE_VIEWPORT
from tests.e2e.console import CONSOLE, Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House

DROPS = 12
SEED = 4
# What the lists and the end of the thread say, but for what runs on by the second.
SHOWN = """() => {
  const words = (one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll('.fd-wait, time').forEach((running) => running.remove());
    return copy.textContent.trim();
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(words);
  return [...all('.fd-row'), ...all('.fd-message').slice(-12), ...all('.fd-load')];
}"""


def test_what_is_shown_after_many_drops_is_what_a_fresh_page_shows(
    desk: Callable[..., None],
    new_context: Callable[..., BrowserContext],
    house: House,
    site: str,
    ada: CustomerDouble,
) -> None:
    desk(auto_accept=True)
    chance = random.Random(SEED)
    context = new_context(viewport=CONSOLE_VIEWPORT)
    context.add_cookies(
        [
            {"name": name, "value": value, "url": house.origin}
            for name, value in house.cookies_of("mia").items()
        ]
    )
    with (
        ExitStack() as stack,
        bad_line(house.origin) as line,
        CustomerDouble(house.origin, site=site, name="Bo") as bo,
    ):
        console = Console(context.new_page())
        console.page.goto(line.origin + CONSOLE)
        console.ready()
        console.go_online()
        expect(console.mine.locator(".fd-row")).to_have_count(2)
        leo = stack.enter_context(AgentDouble(house, login="leo"))
        console.opens("Ada Lovelace")
        expect(console.composer).to_be_focused()
        for drop in range(DROPS):
            ada.writes(f"Ada before {drop}")
            if chance.random() < 0.5:
                line.cut()
            else:
                line.hang()
            bo.writes(f"Bo while it is gone {drop}")
            console.keys.type(f"Mia in the dark {drop}")
            console.keys.press("Enter")
            ada.writes(f"Ada while it is gone {drop}")
            leo.ask(
                "send",
                chat_session=ada.chat_session,
                lane="staff",
                client_id=f"{drop:08d}-0000-4000-8000-000000000000",
                text=f"Leo notes {drop}",
            )
            if chance.random() < 0.5:
                line.cut()
            line.mend()
            console.page.evaluate("window.dispatchEvent(new Event('online'))")
            expect(console.message(f"Mia in the dark {drop}")).to_contain_text("Sent")
        for customer, text in ((ada, "Ada at the end"), (bo, "Bo at the end")):
            customer.writes(text)
            expect(console.row(text)).to_be_visible()

        fresh = Console(context.new_page())
        fresh.page.goto(house.origin + CONSOLE)
        fresh.ready()
        fresh.opens("Ada Lovelace")
        for page in (console, fresh):
            expect(page.message("Ada at the end")).to_be_visible()
            expect(page.row("Bo at the end")).to_be_visible()
        assert console.page.evaluate(SHOWN) == fresh.page.evaluate(SHOWN)
        dark = [text for text in ada.texts() if text.startswith("Mia in the dark")]
        assert dark == [f"Mia in the dark {drop}" for drop in range(DROPS)]
        assert console.page.evaluate("performance.getEntriesByType('navigation').length") == 1
