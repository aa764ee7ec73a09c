"""Nothing written is lost: not offline, not in a closed tab, not where WebSockets do not get through."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.house import House
from tests.e2e.widget import Widget

# A network without WebSockets until the test lifts the bar: they fail to open, as behind some proxies.
BAR_SOCKETS = """
const Real = window.WebSocket;
window.WebSocket = new Proxy(Real, {
  construct(target, options) {
    if (localStorage.getItem("test-sockets")) return new target(...options);
    const fake = { readyState: 3, send() {}, close() {} };
    setTimeout(() => fake.onclose?.({ code: 1006 }), 5);
    return fake;
  },
});
"""


def pass_seconds(page: Page, seconds: int) -> None:
    """Lets the page's clock run ahead, slowly enough that the network's answers keep up with it."""
    for _ in range(seconds):
        page.clock.run_for(1_000)
        page.wait_for_timeout(40)


def test_written_offline_before_any_chat_and_the_tab_closed(
    context: BrowserContext, agent: AgentDouble
) -> None:
    widget = Widget.on(context.new_page()).open()
    context.set_offline(True)
    widget.write("kept one")
    widget.write("kept two")
    expect(widget.message("kept two")).to_contain_text("Waiting for connection")
    expect(widget.panel.get_by_role("status")).to_contain_text("You are offline")
    widget.page.close()
    context.set_offline(False)

    again = Widget.on(context.new_page()).open()
    again.expect_stored("kept one")
    again.expect_stored("kept two")
    assert again.texts() == ["kept one", "kept two"]
    assert agent.texts(agent.take_chat_session(writes="kept two")) == ["kept one", "kept two"]


def test_a_tab_sees_what_another_wrote_offline(context: BrowserContext) -> None:
    one, two = Widget.on(context.new_page()).open(), Widget.on(context.new_page()).open()
    context.set_offline(True)
    one.write("not yet sent")
    expect(two.message("not yet sent")).to_contain_text("Waiting for connection")
    context.set_offline(False)
    one.expect_stored("not yet sent")
    two.expect_stored("not yet sent")


def test_the_server_goes_in_the_middle_of_a_talk(widget: Widget, house: House) -> None:
    widget.open()
    widget.write("before")
    widget.expect_stored("before")
    house.kill()
    widget.write("meanwhile")
    expect(widget.panel.get_by_role("status")).to_contain_text("Reconnecting")
    house.start()
    widget.expect_stored("meanwhile")
    widget.write("after")
    widget.expect_stored("after")
    expect(widget.panel.get_by_role("status")).to_be_empty()
    assert widget.texts() == ["before", "meanwhile", "after"]


def test_the_server_goes_before_the_first_message_is_stored(widget: Widget, house: House) -> None:
    widget.open()
    widget.composer.press_sequentially("the very first")  # connects
    house.kill()
    widget.composer.press("Enter")
    expect(widget.message("the very first")).to_contain_text("Waiting for connection")
    house.start()
    widget.expect_stored("the very first")


def test_without_sockets_it_polls_and_later_returns(context: BrowserContext, agent: AgentDouble) -> None:
    page = context.new_page()
    page.clock.install()
    page.add_init_script(BAR_SOCKETS)
    polled: list[str] = []
    page.on(
        "request", lambda request: polled.append(request.url) if "/wire/customer" in request.url else None
    )
    widget = Widget.on(page).open()
    widget.write("by polling")
    pass_seconds(page, 3)
    widget.expect_stored("by polling")
    chat_session = agent.take_chat_session(writes="by polling")
    agent.send(chat_session, "I can hear you")
    expect(widget.message("I can hear you")).to_be_visible()
    assert polled != []

    with page.expect_websocket() as returned:
        page.evaluate("localStorage.setItem('test-sockets', '1')")
        pass_seconds(page, 16)
    agent.send(chat_session, "Still here?")
    expect(widget.message("Still here?")).to_be_visible()
    widget.write("Still here.")
    widget.expect_stored("Still here.")
    polled.clear()
    pass_seconds(page, 28)
    assert polled == []
    assert not returned.value.is_closed()
    expected = ["by polling", "I can hear you", "Still here?", "Still here."]
    assert widget.texts() == expected
    assert agent.texts(chat_session) == expected


def test_forbidden_storage_still_lets_people_chat(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    widget = Widget.on(page).open()
    widget.write("remember nothing")
    widget.expect_stored("remember nothing")
