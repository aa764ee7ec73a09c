"""An agent's tab is closed while they hold a chat: a countdown that everybody sees, then back in the queue."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.e2e.console import CONSOLE, Console
from tests.e2e.widget import Widget

GONE_LIMIT_MS = 45_000  # a lease lingers, and the clocks are looked at every few seconds
COUNTDOWN = re.compile(r"0:\d\d")


def test_back_within_the_grace_all_is_as_before(
    desk: Callable[..., None], mia: Console, sam: Console, widget: Widget
) -> None:
    desk(grace_seconds=55)
    mia.go_online()
    widget.open()
    widget.write("Do you ship to Jena?")
    mia.accepts("Do you ship to Jena?")
    mia.replies("Let me look that up.")
    expect(widget.message("Let me look that up.")).to_be_visible()
    browser = mia.page.context
    mia.page.close()

    expect(widget.situation).to_contain_text("Mia lost the connection", timeout=GONE_LIMIT_MS)
    expect(widget.situation).to_contain_text(COUNTDOWN)
    expect(sam.others.locator(".fd-row")).to_contain_text("for Mia to come back")
    expect(sam.others.locator(".fd-row")).to_contain_text(COUNTDOWN)
    sam.opens("Let me look that up.")
    expect(sam.page.locator(".fd-thread-head")).to_contain_text(COUNTDOWN)

    back = opened_again(browser)
    expect(widget.situation).to_have_count(0)
    expect(sam.others.locator(".fd-row")).to_contain_text("with Mia")
    back.opens("Let me look that up.")
    back.replies("Yes, in three days.")
    expect(widget.message("Yes, in three days.")).to_be_visible()
    expect(widget.under_title).to_have_text("You are talking with Mia")


def test_not_back_in_time_it_rings_at_the_other(
    desk: Callable[..., None], mia: Console, leo: Console, widget: Widget
) -> None:
    desk(grace_seconds=12)
    mia.go_online()
    widget.open()
    widget.write("Do you ship to Jena?")
    mia.accepts("Do you ship to Jena?")
    leo.go_online()
    browser = mia.page.context
    mia.page.close()

    expect(widget.situation).to_contain_text("Mia lost the connection", timeout=GONE_LIMIT_MS)
    expect(leo.ring).to_contain_text("Do you ship to Jena?", timeout=GONE_LIMIT_MS)
    expect(widget.log).to_contain_text("Mia lost the connection; you are back in line at your place")
    expect(widget.situation).to_contain_text("You are next")
    leo.accepts("Do you ship to Jena?")
    expect(leo.thread).to_contain_text("Mia lost the connection: the chat is back in the queue")
    expect(widget.under_title).to_have_text("You are talking with Leo")

    back = opened_again(browser)
    expect(back.mine.locator(".fd-row")).to_have_count(0)


def opened_again(browser: BrowserContext) -> Console:
    """The console in a new tab of a browser that is signed in already."""
    back = Console(browser.new_page())
    back.page.goto(CONSOLE)
    back.ready()
    return back
