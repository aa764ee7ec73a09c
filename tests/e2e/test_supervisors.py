"""Supervisors in the same place: they read along unseen, whisper, take over; and colleagues who are called."""

import uuid

from playwright.sync_api import expect

from tests.e2e.agent import AgentDouble
from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House


def test_a_supervisor_reads_along_unseen_whispers_and_takes_over(
    mia: Console, sam: Console, house: House, ada: CustomerDouble
) -> None:
    ada.writes("I want my money back")
    mia.go_online()
    mia.accepts("Ada Lovelace")
    mia.replies("Let me see what I can do.")
    expect(sam.others.locator(".fd-row")).to_contain_text("with Mia")
    sam.opens("Ada Lovelace")
    expect(sam.message("Let me see what I can do.")).to_be_visible()
    expect(sam.composer).to_have_count(0)

    sam.keys.press("Alt+n")
    expect(sam.composer).to_be_focused()
    expect(sam.page.get_by_text("Whisper to Mia: only staff can read this")).to_be_visible()
    sam.keys.type("You may refund her in full")
    sam.keys.press("Enter")
    expect(mia.message("You may refund her in full")).to_contain_text("Sam")
    expect(mia.message("You may refund her in full")).to_contain_text("Whisper")
    sam.keys.press("Escape")
    expect(sam.composer).to_have_count(0)
    mia.keys.press("Alt+n")
    mia.keys.type("Thanks, I will")
    mia.keys.press("Enter")
    expect(sam.message("Thanks, I will")).to_contain_text("Internal note")
    assert ada.texts() == ["I want my money back", "Let me see what I can do."]

    sam.keys.press("Alt+o")
    expect(sam.composer).to_be_focused()
    expect(mia.page.get_by_text("Sam answers this chat")).to_be_visible()


def test_who_is_called_in_a_note_finds_it_from_the_top_bar(
    mia: Console, sam: Console, house: House, ada: CustomerDouble
) -> None:
    ada.writes("Where is my order?")
    mia.go_online()
    mia.accepts("Ada Lovelace")
    with AgentDouble(house, login="leo") as leo:
        leo.ask(
            "send",
            chat_session=ada.chat_session,
            lane="staff",
            client_id=str(uuid.uuid4()),
            text="Sam, please look",
            mentions=[agent_id(sam)],
        )
    expect(sam.notice("Leo mentioned you")).to_be_visible()
    called = sam.page.get_by_role("button", name="1 mention of you")
    called.focus()
    sam.keys.press("Enter")
    expect(sam.page.get_by_role("menuitem")).to_contain_text("Sam, please look")
    sam.keys.press("Enter")
    expect(sam.message("Sam, please look")).to_be_visible()
    expect(called).to_have_count(0)
    sam.page.reload()
    sam.ready()
    expect(called).to_have_count(0)


def agent_id(console: Console) -> str:
    return str(console.page.locator("#console").get_attribute("data-agent"))
