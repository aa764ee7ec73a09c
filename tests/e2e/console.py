"""The agents' workspace as a person meets it."""

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.house import House

CONSOLE = "/admin/console/"


class Console:
    """One tab of one agent."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def signed_in(cls, context: BrowserContext, house: House, *, login: str) -> "Console":
        """Signs in by keyboard and waits for the workspace."""
        page = context.new_page()
        page.goto(CONSOLE)
        page.get_by_label("Username").focus()
        page.keyboard.type(login)
        page.keyboard.press("Tab")
        page.keyboard.type(house.logins[login])
        page.keyboard.press("Enter")
        console = cls(page)
        console.ready()
        return console

    def ready(self) -> None:
        expect(self.page.locator(".fd-connection")).to_have_text("Connected")

    def go_online(self) -> None:
        self.choose("Online")

    def go_away(self) -> None:
        self.choose("Away")

    def choose(self, status: str) -> None:
        """A status, by keyboard; returns once the server has agreed."""
        self.status.focus()
        if status in (self.status.get_attribute("aria-label") or ""):
            return
        self.page.keyboard.press("Enter")
        self.page.get_by_role("menuitemradio", name=status).focus()
        self.page.keyboard.press("Enter")
        expect(self.status).to_have_accessible_name(f"My status: {status}")

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("button", name="My status:")

    @property
    def load(self) -> Locator:
        return self.page.get_by_role("meter")

    @property
    def mine(self) -> Locator:
        return self.page.get_by_role("region", name="Mine")

    @property
    def waiting(self) -> Locator:
        return self.page.get_by_role("region", name="Queue")

    def row(self, name: str) -> Locator:
        return (
            self.page.get_by_role("navigation", name="Chat sessions").locator(".fd-row").filter(has_text=name)
        )

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox")

    def message(self, text: str) -> Locator:
        return self.thread.get_by_role("listitem").filter(has_text=text)
