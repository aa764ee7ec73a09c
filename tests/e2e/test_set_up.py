"""The set-up pages in a browser: a site's preview, the line to copy, and a language of one's own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.e2e.house import House

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def page(new_context: NewContext, house: House) -> Page:
    """An administrator's."""
    context = new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies(
        [{"name": n, "value": v, "url": house.origin} for n, v in house.cookies_of("admin").items()]
    )
    return context.new_page()


@pytest.fixture
def preview(page: Page, site: str) -> FrameLocator:
    page.goto(f"/admin/chat/site/{site}/change/")
    return page.frame_locator("iframe[title='The chat as customers see it']")


def test_the_preview_changes_as_one_types(page: Page, preview: FrameLocator) -> None:
    expect(preview.get_by_role("heading", name="Acorn & Oak", include_hidden=True)).to_be_visible()
    page.get_by_label("Name", exact=False).first.fill("Elm & Ash")
    page.get_by_label("Greeting").fill("What may it be?")
    expect(preview.locator("h1")).to_have_text("Elm & Ash")
    expect(preview.locator(".greeting")).to_have_text("What may it be?")

    page.get_by_role("link", name="Add another Question").click()
    page.get_by_role("textbox", name="Question").last.fill("What is it about?")
    page.get_by_role("textbox", name="Choices").last.fill("Tables\nChairs")
    expect(preview.locator(".questions option")).to_have_text(["Choose…", "Tables", "Chairs"])

    page.get_by_role("button", name="In a chat").click()
    expect(preview.locator(".log")).to_contain_text("Do you deliver on Saturdays?")
    expect(preview.locator(".questions")).to_have_count(0)
    assert "Acorn" in page.title(), "nothing was saved"


def test_the_line_for_the_pages_is_copied(page: Page, preview: FrameLocator, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<script async src=")
    assert f'data-site="{site}"' in copied


def test_whoever_wants_another_language_says_so_once(page: Page) -> None:
    page.goto("/admin/agents/tag/")
    page.locator("summary", has_text="English").press("Enter")
    page.get_by_role("button", name="简体中文").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    page.goto("/admin/console/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    page.locator("summary", has_text="简体中文").press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="English")).to_be_hidden()
