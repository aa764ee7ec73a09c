"""A customer's journeys through the widget."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.widget import Widget


def test_a_customer_and_an_agent_talk(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    expect(widget.composer).to_be_focused()
    widget.write("Is the Wren table in stock?")
    expect(widget.message("Is the Wren table in stock?")).to_contain_text("Sent")

    chat_session = agent.take_chat_session(writes="Is the Wren table in stock?")
    agent.ask("typing", chat_session=chat_session, on=True)
    expect(widget.log).to_contain_text("Mia is typing")
    answer = agent.send(chat_session, "Yes, two of them.")
    agent.ask("read", chat_session=chat_session, seq=answer["seq"])
    expect(widget.message("Yes, two of them.")).to_be_visible()
    expect(widget.message("Is the Wren table in stock?")).to_contain_text("Seen")
    expect(widget.log).not_to_contain_text("is typing")
    expect(widget.panel.locator("header")).to_contain_text("You are talking with Mia")
    agent.wait_for("read", lambda event: event["read"]["customer"] >= answer["seq"])


def test_reloading_shows_everything_once_and_in_order(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    sent = [f"line {number}" for number in range(1, 8)]
    for text in sent:
        widget.write(text)
    widget.expect_stored(sent[-1])
    widget.page.reload()
    widget.open()
    expect(widget.log.locator(".bubble")).to_have_text(sent)
    assert agent.texts(agent.take_chat_session(writes="line 7")) == sent


def test_what_the_agent_edits_recalls_and_quotes_reads_as_it_stands_now(
    widget: Widget, agent: AgentDouble
) -> None:
    widget.open()
    widget.write("Which wood is it?")
    chat_session = agent.take_chat_session(writes="Which wood is it?")
    question = next(
        entry["seq"]
        for entry in agent.ask("resume", chat_session=chat_session, lane="public", after_seq=0)["entries"]
        if entry["text"] == "Which wood is it?"
    )
    answer = agent.send(chat_session, "Oka", reply_to=question)["seq"]
    expect(widget.message("Oka").locator("blockquote")).to_have_text("You Which wood is it?")
    slip = agent.send(chat_session, "For somebody else")["seq"]
    expect(widget.message("For somebody else")).to_be_visible()

    agent.amend(chat_session, answer, "Oak")
    agent.amend(chat_session, slip, None)
    shown = ["Which wood is it?", "You Which wood is it?Oak (edited)", "Message recalled"]
    expect(widget.log.locator(".bubble")).to_have_text(shown)
    widget.page.reload()
    widget.open()
    expect(widget.log.locator(".bubble")).to_have_text(shown)


def test_an_answer_to_a_closed_panel_shows_on_the_launcher(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    widget.write("Please tell me later")
    chat_session = agent.take_chat_session(writes="Please tell me later")
    widget.composer.press("Escape")
    expect(widget.launcher).to_be_focused()
    expect(widget.composer).not_to_be_visible()
    agent.send(chat_session, "Later is now")
    expect(widget.badge).to_have_text("1")
    expect(widget.launcher).to_have_accessible_name("Chat with us, 1 unread")
    widget.page.reload()
    expect(widget.badge).to_have_text("1")
    widget.open()
    expect(widget.message("Later is now")).to_be_visible()
    widget.composer.press("Escape")
    expect(widget.badge).to_be_hidden()


def test_what_people_write_is_text_and_only_safe_links_are_links(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    widget.write("hello there")
    chat_session = agent.take_chat_session(writes="hello there")
    hostile = (
        "<img src=x onerror=alert(1)> javascript:alert(1) https://shop.example/a?b=1, mail me@shop.example"
    )
    agent.send(chat_session, hostile)
    expect(widget.message("<img src=x")).to_be_visible()
    assert widget.texts()[-1] == hostile
    assert widget.log.locator("img").count() == 0
    links = widget.log.locator(".bubble a")
    hrefs = [link.get_attribute("href") for link in links.all()]
    assert hrefs == ["https://shop.example/a?b=1", "mailto:me@shop.example"]
    expect(links.first).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(links.first).to_have_attribute("target", "_blank")


def test_enter_sends_shift_enter_breaks_and_composing_does_neither(widget: Widget) -> None:
    widget.open()
    widget.composer.fill("first")
    widget.composer.press("Shift+Enter")
    widget.composer.press_sequentially("second")
    for composing in ('{"isComposing": true}', '{"keyCode": 229}'):
        widget.composer.evaluate(
            "(field, options) => field.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'Enter', bubbles: true, cancelable: true, ...JSON.parse(options) }))",
            composing,
        )
    expect(widget.log.locator("article")).to_have_count(0)
    widget.composer.press("Enter")
    expect(widget.log.locator(".bubble")).to_have_text(["first\nsecond"])
    expect(widget.composer).to_have_value("")


def test_a_text_that_is_too_long_is_counted_and_not_sent(widget: Widget) -> None:
    widget.open()
    widget.composer.fill("語" * 7_990)
    expect(widget.panel.get_by_text("10 characters left")).to_be_visible()
    widget.composer.fill("😀" * 8_001)
    expect(widget.panel.get_by_text("1 characters too many")).to_be_visible()
    expect(widget.panel.get_by_role("button", name="Send")).to_be_disabled()
    widget.composer.fill("😀" * 8_000)
    widget.composer.press("Enter")
    widget.expect_stored("😀")


def test_after_the_end_a_new_chat_can_be_started(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    widget.write("the first talk")
    first = agent.take_chat_session(writes="the first talk")
    agent.ask("close", chat_session=first)
    widget.panel.get_by_role("button", name="Start a new chat").click()
    widget.write("the second talk")
    second = agent.take_chat_session(writes="the second talk")
    assert second != first
    expect(widget.log.locator(".bubble")).to_have_text(["the second talk"])


def test_after_the_end_the_same_chat_can_be_continued(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    widget.write("a first question")
    first = agent.take_chat_session(writes="a first question")
    agent.ask("close", chat_session=first)
    widget.panel.get_by_role("button", name="Continue this one").click()
    widget.write("one more thing")
    assert agent.take_chat_session(writes="one more thing") == first
    expect(widget.log.locator(".bubble")).to_have_text(["a first question", "one more thing"])


def test_two_tabs_are_in_step(context: BrowserContext, agent: AgentDouble) -> None:
    one, two = Widget.on(context.new_page()).open(), Widget.on(context.new_page()).open()
    one.write("from one")
    two.expect_stored("from one")
    two.write("from two")
    one.expect_stored("from two")
    chat_session = agent.take_chat_session(writes="from two")
    assert agent.texts(chat_session) == ["from one", "from two"]
    assert two.texts() == one.texts() == ["from one", "from two"]


def test_two_tabs_that_begin_together_are_one_customer(context: BrowserContext, agent: AgentDouble) -> None:
    one, two = Widget.on(context.new_page()).open(), Widget.on(context.new_page()).open()
    one.composer.fill("left")
    two.composer.fill("right")
    one.composer.press("Enter")
    two.composer.press("Enter")
    one.expect_stored("right")
    two.expect_stored("left")
    assert sorted(agent.texts(agent.take_chat_session(writes="left"))) == ["left", "right"]


def test_a_chinese_browser_reads_chinese(new_context: Callable[..., BrowserContext]) -> None:
    widget = Widget.on(new_context(locale="zh-CN").new_page())
    expect(widget.launcher).to_have_accessible_name("联系客服")
    widget.open()
    widget.write("你好")
    expect(widget.message("你好")).to_contain_text("已发送")


def test_on_a_phone_the_panel_fills_the_screen(new_context: Callable[..., BrowserContext]) -> None:
    phone = new_context(viewport={"width": 390, "height": 780}, has_touch=True, reduced_motion="reduce")
    widget = Widget.on(phone.new_page()).open()
    box = widget.page.locator("#frontdesk iframe").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 780}
    widget.panel.get_by_role("button", name="Close chat").click()
    expect(widget.composer).not_to_be_visible()
