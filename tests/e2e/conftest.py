"""What the browser tests stand on: a served Frontdesk of their own, and a Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.e2e.agent import AgentDouble
from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.floor import DESK, GIVING, OPENS_IN_THREE_DAYS, RINGING, clear_floor, set_group
from tests.e2e.house import House, served
from tests.e2e.widget import Widget
from tests.ensure_browser import ensure_browser

expect.set_options(timeout=30_000)  # clients come back with growing pauses, on machines that may be busy

CONSOLE_VIEWPORT = {"width": 1440, "height": 860}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def house() -> Iterator[House]:
    with served() as house:
        yield house


@pytest.fixture(scope="package")
def site(house: House) -> str:
    """The id of the demo shop's site."""
    return house.site()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_browser(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium: Browser, house: House) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers with a storage of their own; a page's uncaught error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(
            base_url=house.origin, locale=options.pop("locale", "en-GB"), **options
        )
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context(viewport={"width": 1280, "height": 860})


@pytest.fixture
def widget(context: BrowserContext) -> Widget:
    """The demo shop with its widget, nothing clicked yet."""
    return Widget.on(context.new_page())


@pytest.fixture
def agent(house: House) -> Iterator[AgentDouble]:
    with AgentDouble(house, login=house.login) as agent:
        yield agent


@pytest.fixture
def ada(house: House, site: str) -> Iterator[CustomerDouble]:
    """A customer with an open chat session, who says nothing by herself."""
    with CustomerDouble(house.origin, site=site, name="Ada Lovelace", email="ada@example.com") as ada:
        yield ada


@pytest.fixture
def desk(house: House) -> Iterator[Callable[..., None]]:
    """The front desk rings, and nobody is there. Call it to change more of its settings for this test."""
    clear_floor(house)
    set_group(house, DESK, **RINGING)
    yield lambda **settings: set_group(house, DESK, **settings)
    set_group(house, DESK, **GIVING)
    clear_floor(house)


@pytest.fixture
def close_today(desk: object, house: House) -> Iterator[Callable[[], None]]:
    """Call it, and the front desk opens again in three days."""
    yield lambda: house.sql(OPENS_IN_THREE_DAYS, DESK)
    house.sql("DELETE FROM agents_openinghours")


@pytest.fixture
def closed_today(close_today: Callable[[], None]) -> None:
    """The front desk opens again in three days."""
    close_today()


@pytest.fixture
def mia(desk: object, new_context: Callable[..., BrowserContext], house: House) -> Console:
    """An agent's console in a browser of its own; offline."""
    return Console.opened(new_context(viewport=CONSOLE_VIEWPORT), house, login="mia")


@pytest.fixture
def leo(desk: object, new_context: Callable[..., BrowserContext], house: House) -> Console:
    return Console.opened(new_context(viewport=CONSOLE_VIEWPORT), house, login="leo")


@pytest.fixture
def sam(desk: object, new_context: Callable[..., BrowserContext], house: House) -> Console:
    """The supervisor's; offline."""
    return Console.opened(new_context(viewport=CONSOLE_VIEWPORT), house, login="sam")
