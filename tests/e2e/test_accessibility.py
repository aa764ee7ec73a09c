"""axe-core finds nothing to complain of, in light and dark, and everything works by keyboard."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.house import House
from tests.e2e.widget import Widget

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
NewContext = Callable[..., BrowserContext]


def complaints(frame: Page | Frame) -> list[Any]:
    frame.add_script_tag(path=AXE)
    found = frame.evaluate("axe.run(document, { iframes: false })")["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def panel_of(page: Page) -> Frame:
    (frame,) = [frame for frame in page.frames if "/widget/" in frame.url]
    return frame


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_content(
    scheme: Literal["light", "dark"], new_context: NewContext, agent: AgentDouble
) -> None:
    context = new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    widget = Widget.on(context.new_page())
    page = widget.page
    assert complaints(page) == []

    widget.open()
    assert complaints(panel_of(page)) == []
    widget.write(f"see https://shop.example {scheme}")
    chat_session = agent.take_chat_session(writes=f"see https://shop.example {scheme}")
    seen = agent.send(chat_session, "I see https://shop.example/2")["seq"]
    slip = agent.send(chat_session, "Not you", reply_to=seen)["seq"]
    agent.send(chat_session, "As I said", reply_to=seen)
    agent.amend(chat_session, seen, "I see https://shop.example/3")
    agent.amend(chat_session, slip, None)
    expect(widget.log).to_contain_text("Message recalled")
    agent.ask("typing", chat_session=chat_session, on=True)
    expect(widget.log).to_contain_text("is typing")
    widget.composer.fill("x" * 7_800)
    assert complaints(panel_of(page)) == []
    agent.ask("close", chat_session=chat_session)
    expect(widget.panel.get_by_role("button", name="Start a new chat")).to_be_visible()
    assert complaints(panel_of(page)) == []
    assert complaints(page) == []


def test_a_chat_by_keyboard_alone(widget: Widget) -> None:
    page = widget.page
    widget.launcher.focus()
    page.keyboard.press("Enter")
    expect(widget.composer).to_be_focused()
    page.keyboard.type("no mouse here")
    page.keyboard.press("Tab")
    expect(widget.panel.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")
    widget.expect_stored("no mouse here")
    expect(widget.composer).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(widget.log).to_be_focused()
    page.keyboard.press("Escape")
    expect(widget.launcher).to_be_focused()
    expect(widget.launcher).to_have_attribute("aria-expanded", "false")


def test_the_panel_alone_is_a_page_of_its_own(context: BrowserContext, house: House) -> None:
    widget_page = context.new_page()
    Widget.on(widget_page)
    site = json.loads(
        widget_page.evaluate("JSON.stringify(document.querySelector('script[data-site]').dataset.site)")
    )
    page = context.new_page()
    page.goto(f"/widget/{site}/")
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("button", name="Close chat")).to_have_count(0)
