"""What a customer's page tells staff, and what the customer is told of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.agent import AgentDouble
from tests.e2e.house import House
from tests.e2e.widget import Widget

QUESTION = """
INSERT INTO chat_sitequestion (site_id, place, text, kind, choices, required) VALUES (%s, %s, %s, %s, %s, %s)
"""


@pytest.fixture
def questions(house: House, site: str) -> Iterator[None]:
    """The shop asks for the order, which must be told, and for the topic, which may be."""
    house.sql(QUESTION, site, 1, "Order number?", "text", [], True)
    house.sql(QUESTION, site, 2, "What is it about?", "choice", ["Delivery", "Returns"], False)
    yield
    house.sql("DELETE FROM chat_sitequestion")


@pytest.fixture
def peeking(house: House) -> Iterator[None]:
    house.sql("UPDATE chat_site SET sneak_peek = true")
    yield
    house.sql("UPDATE chat_site SET sneak_peek = false")


@pytest.mark.usefixtures("questions")
def test_the_questions_come_before_the_first_message_and_their_answers_with_it(
    widget: Widget, agent: AgentDouble
) -> None:
    widget.open()
    order = widget.panel.get_by_label("Order number?")
    widget.write("Where is my table?")
    expect(widget.panel.get_by_role("alert")).to_have_text("Please answer this first.")
    expect(order).to_be_focused()
    order.fill("4711")
    widget.panel.get_by_label("What is it about?").select_option("Delivery")
    widget.composer.press("Enter")
    widget.expect_stored("Where is my table?")
    expect(order).to_be_hidden()
    chat_session = agent.take_chat_session(writes="Where is my table?")
    known = agent.ask("get_customer", chat_session=chat_session)["customer"]
    assert known["answers"] == [
        {"question": "Order number?", "answer": "4711"},
        {"question": "What is it about?", "answer": "Delivery"},
    ]


def test_the_pages_a_customer_goes_to_are_told_from_the_first_word_on(
    widget: Widget, agent: AgentDouble
) -> None:
    widget.open()
    widget.write("Which oil for oak?")
    chat_session = agent.take_chat_session(writes="Which oil for oak?")
    widget.page.evaluate("history.pushState({}, '', '/demo/?wood=oak'); document.title = 'Oak'")
    agent.ask("resume", chat_session=chat_session, lane="staff", after_seq=0)
    agent.wait_for("page_viewed", lambda event: event["page"]["url"].endswith("/demo/?wood=oak"))
    known = agent.ask("get_customer", chat_session=chat_session)["customer"]
    assert [page["url"].rpartition("/demo/")[2] for page in known["pages"]] == ["", "?wood=oak"]
    assert known["pages"][1]["title"] == "Oak"
    assert (known["device"]["system"], known["device"]["language"]) == ("Linux", "en-GB")
    assert known["device"]["time_zone"] != ""


@pytest.mark.usefixtures("peeking")
def test_where_staff_see_what_is_typed_the_panel_says_so(widget: Widget, agent: AgentDouble) -> None:
    widget.open()
    widget.write("Hello")
    chat_session = agent.take_chat_session(writes="Hello")
    expect(widget.panel.get_by_text("We can see what you type before you send it.")).to_be_visible()
    widget.composer.press_sequentially("I am angry")
    agent.wait_for("typing", lambda event: event["text"] == "I am angry")
    widget.composer.fill("")
    agent.wait_for("typing", lambda event: not event["on"])
    assert agent.texts(chat_session) == ["Hello"]
