"""Outside opening hours: a message is left, found and answered by an agent, and read in the same thread."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.console import Console
from tests.e2e.widget import Widget


def test_a_message_left_is_answered_in_the_same_thread(
    closed_today: None, mia: Console, widget: Widget
) -> None:
    mia.go_online()
    widget.open()
    widget.composer.press_sequentially("Do you repair chairs?")
    form = widget.panel.get_by_role("button", name="Leave message")
    expect(form).to_be_visible()
    expect(widget.under_title).to_have_text("Leave us a message")
    expect(widget.panel.locator(".why-away")).to_contain_text("We are back on")
    expect(widget.composer).to_have_value("Do you repair chairs?")
    form.click()
    expect(widget.panel.get_by_role("alert")).to_have_text("Please tell us where we can reach you.")
    widget.page.keyboard.type("grace@example")
    form.click()
    expect(widget.panel.get_by_role("alert")).to_have_text("Please check this address.")
    widget.page.keyboard.type(".com")
    widget.panel.get_by_label("Name").fill("Grace Hopper")
    form.click()
    expect(widget.message("Do you repair chairs?")).to_contain_text("Sent")
    expect(widget.log).to_contain_text("Thank you. We are back on")

    expect(mia.left.locator(".fd-row")).to_contain_text("Grace Hopper")
    expect(mia.ring).to_have_count(0)
    mia.opens("Grace Hopper")
    expect(mia.page.get_by_text("This message was left while nobody was available.")).to_be_visible()
    mia.keys.press("Alt+t")
    expect(mia.composer).to_be_focused()
    expect(mia.mine.locator(".fd-row")).to_contain_text("Grace Hopper")
    mia.replies("We do. Please bring it in.")
    expect(mia.message("We do. Please bring it in.")).to_contain_text("Sent")

    widget.page.reload()
    expect(widget.badge).to_have_text("1")
    widget.open()
    expect(widget.log.locator(".bubble")).to_have_text(
        ["Do you repair chairs?", "We do. Please bring it in."]
    )
    widget.write("I will, thank you!")
    expect(mia.message("I will, thank you!")).to_be_visible()


def test_who_still_waits_when_nobody_is_there_any_more_is_told_and_answered_later(
    close_today: Callable[[], None], mia: Console, widget: Widget
) -> None:
    widget.open().write("Is my chair repaired?")
    expect(widget.situation).to_contain_text("You are next")
    close_today()
    expect(widget.log).to_contain_text("Nobody is here any more. Your message is kept; we are back on")
    expect(widget.situation).to_have_count(0)
    expect(widget.under_title).to_have_text("We answer you here")
    widget.write("I will wait, then.")
    widget.expect_stored("I will wait, then.")

    expect(mia.left.locator(".fd-row")).to_contain_text("I will wait, then.")
    mia.go_online()
    expect(mia.ring).to_have_count(0)
