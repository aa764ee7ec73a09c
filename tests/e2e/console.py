"""The agents' workspace as a person meets it."""

from playwright.sync_api import BrowserContext, Keyboard, Locator, Page, expect

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

    @classmethod
    def opened(cls, context: BrowserContext, house: House, *, login: str) -> "Console":
        """By somebody who is signed in already."""
        context.add_cookies(
            [
                {"name": name, "value": value, "url": house.origin}
                for name, value in house.cookies_of(login).items()
            ]
        )
        console = cls(context.new_page())
        console.page.goto(CONSOLE)
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
    def keys(self) -> Keyboard:
        return self.page.keyboard

    @property
    def ring(self) -> Locator:
        """The large card of what rings."""
        return self.page.get_by_role("main").get_by_role("group", name="is ringing")

    def accepts(self, words: str) -> None:
        """What rings with these words, from anywhere; returns with the chat on screen."""
        expect(self.ring).to_contain_text(words)
        self.keys.press("Alt+Enter")
        expect(self.ring).to_have_count(0)
        expect(self.composer).to_be_focused()

    def replies(self, text: str) -> None:
        self.composer.focus()
        self.keys.type(text)
        self.keys.press("Enter")

    def transfers(self, to: str, *, note: str = "", ask: bool = True) -> None:
        """The chat on screen."""
        self.keys.press("Alt+t")
        expect(self.dialog.get_by_role("combobox")).to_be_focused()
        self.keys.type(to)
        expect(self.dialog.get_by_role("option", selected=True)).to_have_count(1)
        self.keys.press("Tab")
        self.keys.type(note)
        if not ask:
            self.keys.press("Tab")
            self.keys.press("Space")
        self.dialog.get_by_role("button", name="Transfer to").focus()
        self.keys.press("Enter")
        expect(self.dialog).to_have_count(0)

    def opens(self, words: str) -> None:
        """The chat whose row says so."""
        self.row(words).focus()
        self.keys.press("Enter")
        expect(self.row(words)).to_have_attribute("aria-current", "true")

    def does(self, action: str) -> None:
        """From the menu of the chat on screen."""
        self.page.get_by_role("button", name="More actions").focus()
        self.keys.press("Enter")
        self.page.get_by_role("menuitem", name=action).focus()
        self.keys.press("Enter")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def notice(self, words: str) -> Locator:
        return self.page.get_by_role("status").filter(has_text=words)

    @property
    def why(self) -> Locator:
        return self.page.get_by_role("complementary", name="Why?")

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
    def others(self) -> Locator:
        return self.page.get_by_role("region", name="Others")

    @property
    def left(self) -> Locator:
        return self.page.get_by_role("region", name="Left messages")

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
