"""An agent's work in a real browser, customers at the other end of real sockets."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.console import CONSOLE, Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House

AGENT = "leo"
NewContext = Callable[..., BrowserContext]


@pytest.fixture(autouse=True)
def quiet_floor(house: House) -> Iterator[None]:
    """Ends what other tests left behind, before and after."""
    clear_floor(house)
    yield
    clear_floor(house)


def clear_floor(house: House) -> None:
    with AgentDouble(house, login=AGENT) as agent:
        while True:
            workspace = agent.ask("get_workspace")
            if not workspace["mine"] + workspace["waiting"]:
                return
            for card in workspace["mine"]:
                agent.ask("close", chat_session=card["id"])


@pytest.fixture
def console(context: BrowserContext, house: House) -> Console:
    return Console.opened(context, house, login=AGENT)


def test_a_whole_chat_by_keyboard_alone(context: BrowserContext, house: House, ada: CustomerDouble) -> None:
    console = Console.signed_in(context, house, login=AGENT)
    page, keys = console.page, console.page.keyboard
    ada.writes("Where is my order?")
    expect(console.row("Ada Lovelace")).to_be_visible()

    console.go_online()
    expect(console.mine.get_by_role("button", name="Ada Lovelace")).to_contain_text("Where is my order?")
    expect(console.load).to_have_attribute("aria-valuenow", "1")

    console.row("Ada Lovelace").focus()
    keys.press("Enter")
    expect(console.composer).to_be_focused()
    keys.type("Let me see.")
    ada.hears(type="typing", on=True, name="Leo")
    keys.press("Shift+Enter")
    keys.type("One moment!")
    keys.press("Enter")
    ada.hears(type="entry", text="Let me see.\nOne moment!")
    expect(console.message("One moment!")).to_contain_text("Sent")

    ada.reads(4)
    expect(console.message("One moment!")).to_contain_text("Read")
    ada.types(True)
    expect(page.locator(".fd-typing")).to_have_text("Ada Lovelace is typing…")
    ada.writes("Thank you")
    expect(page.locator(".fd-typing")).to_have_text("")
    assert ada.hears(type="read")["read"]["agent"] >= 3

    keys.press("Alt+n")
    expect(console.composer).to_have_accessible_name("Internal note: only staff can read this")
    keys.type("She is in a hurry")
    keys.press("Enter")
    expect(console.message("She is in a hurry")).to_contain_text("Internal note")
    keys.press("Escape")
    expect(console.composer).to_have_accessible_name("Reply to Ada Lovelace")

    page.get_by_role("button", name="Close chat").focus()
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Close this chat?")
    keys.press("Enter")
    expect(page.get_by_text("This chat has ended. Nothing more can be written here.")).to_be_visible()
    expect(console.thread).to_contain_text("Closed by you")
    assert ada.hears(type="entry", kind="event", event={"name": "closed", "by": "agent"})
    assert ada.texts() == ["Where is my order?", "Let me see.\nOne moment!", "Thank you"]


def test_arrows_and_letters_move_in_the_list(console: Console, house: House, site: str) -> None:
    with (
        CustomerDouble(house.origin, site=site, name="One"),
        CustomerDouble(house.origin, site=site, name="Two"),
        CustomerDouble(house.origin, site=site, name="Three"),
    ):
        expect(console.waiting.locator(".fd-row")).to_have_count(3)
        console.row("One").focus()
        for key, focused in [
            ("j", "Two"),
            ("ArrowDown", "Three"),
            ("j", "Three"),
            ("k", "Two"),
            ("Home", "One"),
            ("End", "Three"),
        ]:
            console.page.keyboard.press(key)
            expect(console.row(focused)).to_be_focused()
        console.page.keyboard.press("Enter")
        console.page.keyboard.press("Alt+ArrowUp")
        expect(console.page.get_by_role("heading", name="Two")).to_be_visible()


def test_a_waiting_chat_shows_what_is_written_in_it_meanwhile(console: Console, ada: CustomerDouble) -> None:
    expect(console.row("Ada Lovelace")).to_be_visible()
    ada.writes("Is anybody there?")
    expect(console.row("Ada Lovelace")).to_contain_text("Is anybody there?", timeout=5_000)


def test_looking_at_a_waiting_chat_does_not_take_it(console: Console, ada: CustomerDouble) -> None:
    ada.writes("Anybody there?")
    console.row("Ada Lovelace").click()

    expect(console.message("Anybody there?")).to_be_visible()
    expect(console.page.get_by_text("you are only looking at it")).to_be_visible()
    expect(console.composer).to_have_count(0)
    state = ada.ask("get_state")["chat_session"]
    assert (state["phase"], state["agent"], state["read"]["agent"]) == ("waiting", None, 0)


def test_an_input_method_chooses_its_word_with_enter_and_nothing_is_sent(
    console: Console, ada: CustomerDouble
) -> None:
    console.go_online()
    console.row("Ada Lovelace").click()
    console.composer.fill("你好")
    for event in ({"isComposing": True}, {"keyCode": 229}):
        console.composer.dispatch_event("keydown", {"key": "Enter", **event})
    expect(console.composer).to_have_value("你好")
    assert ada.texts() == []


def test_what_customers_write_stays_text(console: Console, ada: CustomerDouble) -> None:
    console.go_online()
    ada.writes("<img src=x onerror=document.title='hacked'> javascript:alert(1) https://shop.example/a")
    console.row("Ada Lovelace").click()

    line = console.message("<img src=x onerror")
    expect(line.locator("img")).to_have_count(0)
    expect(line.get_by_role("link")).to_have_count(1)
    expect(line.get_by_role("link")).to_have_attribute("href", "https://shop.example/a")
    assert "hacked" not in console.page.title()


def test_what_was_not_read_shows_in_the_list_and_the_title(
    console: Console, ada: CustomerDouble, house: House, site: str
) -> None:
    console.go_online()
    with CustomerDouble(house.origin, site=site, name="Bo") as bo:
        console.row("Ada Lovelace").click()
        bo.writes("one")
        bo.writes("two")
        expect(console.row("Bo")).to_have_accessible_name(re.compile("2 unread"))
        expect(console.page).to_have_title(re.compile(r"^\(2\) Console"))
        console.row("Bo").click()
        expect(console.page).to_have_title(re.compile("^Console"))
        bo.hears(type="read", read={"customer": 0, "agent": 4})


def test_what_was_written_while_cut_off_is_sent_once_on_return(
    console: Console, ada: CustomerDouble, house: House
) -> None:
    console.go_online()
    console.row("Ada Lovelace").click()
    expect(console.composer).to_be_focused()
    house.kill()
    expect(console.page.locator(".fd-connection")).not_to_have_text("Connected")
    console.page.keyboard.type("written in the dark")
    console.page.keyboard.press("Enter")
    expect(console.message("written in the dark")).to_contain_text("Sending…")

    house.start()
    console.ready()
    expect(console.message("written in the dark")).to_contain_text("Sent")
    with AgentDouble(house, login=AGENT) as same:
        assert same.texts(ada.chat_session) == ["written in the dark"]


def test_a_reload_shows_what_the_events_had_shown(console: Console, ada: CustomerDouble) -> None:
    console.go_online()
    ada.writes("first")
    console.row("Ada Lovelace").click()
    expect(console.composer).to_be_focused()
    console.page.keyboard.type("answer")
    console.page.keyboard.press("Enter")
    ada.hears(type="entry", text="answer")
    ada.writes("last")
    expect(console.message("last")).to_be_visible()
    ada.hears(type="read", read={"customer": 0, "agent": 5})
    lines = console.thread.get_by_role("listitem").all_inner_texts()

    console.page.reload()
    console.ready()
    expect(console.row("Ada Lovelace")).to_contain_text("last")
    console.row("Ada Lovelace").click()
    expect(console.message("last")).to_be_visible()
    assert console.thread.get_by_role("listitem").all_inner_texts() == lines


def test_a_draft_outlives_a_look_at_another_chat_and_a_reload(
    console: Console, ada: CustomerDouble, house: House, site: str
) -> None:
    console.go_online()
    with CustomerDouble(house.origin, site=site, name="Bo"):
        console.row("Ada Lovelace").click()
        console.composer.fill("half a thought")
        console.row("Bo").click()
        expect(console.composer).to_have_value("")
        console.page.reload()
        console.ready()
        console.row("Ada Lovelace").click()
        expect(console.composer).to_have_value("half a thought")


def test_two_tabs_of_one_agent_stay_in_step(
    console: Console, context: BrowserContext, ada: CustomerDouble
) -> None:
    other = Console(context.new_page())
    other.page.goto(CONSOLE)
    other.ready()
    console.go_online()
    expect(other.status).to_have_accessible_name("My status: Online")
    console.row("Ada Lovelace").click()
    other.row("Ada Lovelace").click()
    console.composer.fill("from the first tab")
    console.page.keyboard.press("Enter")
    expect(other.message("from the first tab")).to_have_count(1)
    expect(other.message("from the first tab")).to_contain_text("Sent")


def test_signing_out_elsewhere_ends_it_here_with_a_way_back(context: BrowserContext, house: House) -> None:
    console = Console.signed_in(context, house, login=AGENT)
    other = context.new_page()
    other.goto("/admin/")
    other.evaluate("document.querySelector('form[action*=logout]').submit()")
    other.wait_for_url("**/admin/logout/")
    expect(console.page.get_by_role("alert")).to_contain_text("You are signed out")
    link = console.page.get_by_role("link", name="Sign in again")
    expect(link).to_have_attribute("href", "/admin/login/?next=%2Fadmin%2Fconsole%2F")


def test_on_a_phone_there_is_one_column_at_a_time(
    new_context: NewContext, house: House, ada: CustomerDouble
) -> None:
    console = Console.opened(new_context(viewport={"width": 390, "height": 844}), house, login=AGENT)
    console.go_online()
    console.row("Ada Lovelace").click()
    expect(console.composer).to_be_visible()
    expect(console.row("Ada Lovelace")).to_be_hidden()
    assert console.page.evaluate("document.documentElement.scrollWidth") == 390
    console.page.get_by_role("button", name="Back to the list").click()
    expect(console.row("Ada Lovelace")).to_be_visible()
    expect(console.thread).to_have_count(0)
