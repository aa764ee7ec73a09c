"""The widget as somebody sees it: the launcher on the page, and the panel in its frame."""

import re
from typing import Self

from playwright.sync_api import FrameLocator, Locator, Page, expect

RECONNECT_LIMIT_MS = 20_000


class Widget:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher: Locator = page.locator("#frontdesk .launcher")
        self.badge: Locator = page.locator("#frontdesk .badge")
        self.panel: FrameLocator = page.frame_locator("#frontdesk iframe")
        self.composer: Locator = self.panel.locator("textarea")
        self.log: Locator = self.panel.get_by_role("log")
        self.situation: Locator = self.panel.locator(".situation")  # place in line, or the agent's absence
        self.under_title: Locator = self.panel.locator("header p")

    @classmethod
    def on(cls, page: Page) -> Self:
        page.goto("/demo/")
        widget = cls(page)
        expect(widget.launcher).to_be_visible()
        return widget

    def open(self) -> Self:
        self.launcher.click()
        expect(self.composer).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def message(self, text: str) -> Locator:
        return self.log.locator("article").filter(has_text=text)

    def expect_stored(self, text: str) -> None:
        """The message stands once, and the server has it; a reconnect may come first."""
        expect(self.message(text)).to_have_count(1, timeout=RECONNECT_LIMIT_MS)
        expect(self.message(text)).to_have_class(re.compile(r"\b(sent|seen)\b"), timeout=RECONNECT_LIMIT_MS)

    def texts(self) -> list[str]:
        return self.log.locator(".bubble").all_text_contents()
