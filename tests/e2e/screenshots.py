"""Takes the pictures that README shows, of a served Frontdesk on a busy morning: `make screenshots`."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM_ARGUMENTS
from tests.e2e.console import Console
from tests.e2e.floor import DESK, set_group
from tests.e2e.house import ROOT, House, served
from tests.e2e.morning import Morning
from tests.e2e.widget import Widget
from tests.ensure_browser import ensure_browser
from tests.servers import SERVERS

FOLDER = ROOT / "frontend" / "screenshots"
HOUR = 10
SHOP = {"width": 1280, "height": 800}
CONSOLE = {"width": 1440, "height": 860}
INTER = '@import url("/static/unfold/fonts/inter/styles.css");'
"""The shop and the panel take the system's font; that of a server without a screen is none to show."""

SET_UP = "localStorage['frontdesk-console'] ??= JSON.stringify({ alertsSeen: true })"
"""Agents who have found their alerts good."""


def main() -> None:
    SERVERS.start()
    with served() as house, sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=ensure_browser(), args=CHROMIUM_ARGUMENTS)
        stack.callback(browser.close)
        Pictures(house, browser, Morning(house, stack)).take()


class Pictures:
    """One after the other: each begins where the one before left the floor."""

    def __init__(self, house: House, browser: Browser, morning: Morning) -> None:
        self.house, self.browser, self.morning = house, browser, morning

    def take(self) -> None:
        self.priya = self.morning.is_known("Priya Nair")
        self.mia = self.signs_in("mia")
        self.mia.go_online()
        self.widget()
        self.leo = self.signs_in("leo")
        self.console()
        self.ringing()
        self.queue()

    def widget(self) -> None:
        """A customer asks about a table."""
        mia, widget = self.mia, Widget.on(self.browser_of(SHOP).new_page()).open()
        widget.write("Hi! Does the Wren table come in oak too?")
        mia.opens("Wren table")
        mia.replies("Good morning! It does: oak, walnut or ash, all for the same price.")
        expect(widget.message("Good morning!")).to_be_visible()
        widget.write("Lovely. And does it fit through a narrow door? Ours is 70 cm.")
        expect(widget.message("narrow door")).to_contain_text("Seen")
        mia.composer.press_sequentially("Easily")
        expect(widget.log).to_contain_text("Mia is typing")
        save(widget.page, "widget")
        mia.composer.fill("")
        mia.replies("Easily: the legs come off, so 60 cm is enough.")
        expect(widget.message("60 cm")).to_be_visible()
        widget.write("Perfect, then I’ll take it in oak!")
        widget.expect_stored("take it in oak")
        self.house.sql("UPDATE chat_customer SET name = 'Ines Moreau' WHERE name = ''")

    def console(self) -> None:
        """Mia answers Tomás, whom Leo has passed on to her; all places are taken, and three wait."""
        mia, leo, comes = self.mia, self.leo, self.morning.comes
        leo.go_online()
        tomas = comes("Tomás Rivera", "Hello! My Finch shelf came today and one board has a crack.")
        self.house.sql("UPDATE chat_customer SET verified = true, external_id = '1' WHERE id = %s", tomas.id)
        leo.opens("Tomás Rivera")
        leo.replies("Oh no, I am sorry! Which of the boards is it?")
        tomas.hears(text="Oh no, I am sorry! Which of the boards is it?")
        tomas.writes("The second from the top. About 10 cm, along the front edge.")
        leo.transfers("mia", note="The workshop has spare boards of that batch.", ask=False)
        mia.opens("Tomás Rivera")
        mia.replies("Hello Tomás, the workshop sends you a new board today.")
        mia.replies("It should be with you on Thursday. No need to send the old one back.")
        tomas.hears(text="It should be with you on Thursday. No need to send the old one back.")
        tomas.reads(99)
        tomas.writes("That was quick, thank you so much!")
        leo.go_away()
        grace = comes("Grace Adeyemi", "Can the Lark chair be delivered to the fourth floor?")
        grace.writes("There is a lift, but it is small")
        lena = comes("Lena Vogel", "Thank you, the oil worked wonders.")
        leo.go_online()
        mia.choose("Busy")
        comes("Oskar Lind", "Is the workshop open on Saturdays?", seconds_ago=1_500)
        leo.opens("Oskar Lind")

        self.house.sql("UPDATE agents_agent SET capacity = active_slots WHERE name IN ('Mia', 'Leo')")
        set_group(self.house, DESK, auto_accept=False, offer_seconds=45)
        mia.go_online()
        self.morning.opens(self.priya, "My order came without screws. Could you send them to the studio?", 48)
        comes("Hiro Tanaka", "Do you make the Wren table round?", seconds_ago=204)
        comes("", "hello, anyone there?", seconds_ago=95)
        self.morning.leaves(
            "Marta Kowalska", "Do you also repair chairs that are not yours?", seconds_ago=50_000
        )
        self.morning.passes()
        for console, name in ((mia, "Tomás Rivera"), (leo, "Oskar Lind")):
            console.page.reload()
            console.ready()
            console.opens(name)
        lena.types(True)
        mia.composer.focus()
        expect(mia.mine).to_contain_text("Lena Vogel is typing")
        save(mia.page, "console")

    def ringing(self) -> None:
        """Mia has room for one more: who goes first rings."""
        mia = self.signs_in("mia", dark=True)
        self.house.sql("UPDATE agents_agent SET capacity = 5 WHERE name = 'Mia'")
        expect(mia.ring).to_contain_text("Priya Nair")
        expect(mia.ring.get_by_label("33 seconds left")).to_be_visible()
        save(mia.page, "ringing")

    def queue(self) -> None:
        """Leo declines Hiro, and drops out; Sam sees why Hiro still waits."""
        sam, leo = self.signs_in("sam"), self.leo
        self.house.sql("UPDATE agents_agent SET capacity = 2 WHERE name = 'Leo'")
        expect(leo.ring).to_contain_text("Hiro Tanaka")
        leo.keys.press("Alt+r")
        leo.keys.press("Escape")
        leo.keys.press("Enter")
        expect(leo.ring).not_to_contain_text("Hiro Tanaka")
        sam.opens("Hiro Tanaka")
        sam.keys.press("Alt+w")
        leo.page.close()
        expect(sam.others).to_contain_text(re.compile(r"0:2\d for Leo to come back"))
        expect(sam.why.get_by_role("region", name="Why still waiting")).to_contain_text("Leo, Sam")
        save(sam.page, "queue")

    def signs_in(self, login: str, *, dark: bool = False) -> Console:
        return Console.signed_in(self.browser_of(CONSOLE, dark=dark), self.house, login=login)

    def browser_of(self, viewport: dict[str, int], *, dark: bool = False) -> BrowserContext:
        shown: dict[str, Any] = {"viewport": viewport, "color_scheme": "dark" if dark else "light"}
        zone = zone_where_it_is(HOUR)
        context = self.browser.new_context(
            base_url=self.house.origin, locale="en-GB", timezone_id=zone, bypass_csp=True, **shown
        )
        context.add_init_script(SET_UP)
        context.route("**/*.css", in_inter)
        return context


def in_inter(route: Route) -> None:
    style = route.fetch()
    text = style.text()
    route.fulfill(
        response=style, body=INTER + text.replace("system-ui", "Inter") if "system-ui" in text else text
    )


def zone_where_it_is(hour: int) -> str:
    """A time zone whose clocks show this hour now; the signs in these names are the other way round."""
    ahead = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


def save(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
