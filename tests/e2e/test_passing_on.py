"""A chat goes from one hand to another, by keyboard alone, and the customer is told of it in words."""

import pytest
from playwright.sync_api import expect

from tests.e2e.console import Console
from tests.e2e.house import House
from tests.e2e.widget import Widget


@pytest.fixture
def talk(mia: Console, leo: Console, widget: Widget) -> Widget:
    """A customer who talks with Mia; Leo is free."""
    mia.go_online()
    widget.open()
    widget.write("My parcel is late")
    mia.accepts("My parcel is late")
    leo.go_online()
    return widget


def test_who_is_asked_reads_the_note_and_accepts(mia: Console, leo: Console, talk: Widget) -> None:
    mia.transfers("leo", note="Please call the depot")
    expect(mia.notice("Leo is asked. The chat stays with you until they accept.")).to_be_visible()
    expect(leo.ring).to_contain_text("Transferred by Mia")
    expect(leo.ring).to_contain_text("Please call the depot")
    expect(talk.under_title).to_have_text("You are talking with Mia")

    leo.accepts("Transferred by Mia")
    expect(leo.message("Please call the depot")).to_contain_text("Internal note")
    expect(leo.thread).to_contain_text("Mia transferred this chat to you")
    expect(mia.notice("Leo took over the chat with")).to_be_visible()
    expect(mia.row("My parcel is late")).to_have_count(0)
    expect(talk.log).to_contain_text("Mia passed you on to Leo")
    expect(talk.log).not_to_contain_text("depot")
    expect(talk.under_title).to_have_text("You are talking with Leo")
    leo.replies("I have called them.")
    expect(talk.message("I have called them.")).to_contain_text("Leo")


def test_who_is_asked_may_decline_and_it_stays(mia: Console, leo: Console, talk: Widget) -> None:
    mia.transfers("leo")
    expect(leo.ring).to_contain_text("Transferred by Mia")
    leo.keys.press("Alt+r")
    leo.keys.press("Escape")
    leo.keys.press("Enter")
    expect(mia.notice("It stays with you.")).to_contain_text("Leo declined the chat with")
    expect(mia.notice("It stays with you.")).to_contain_text("Busy")
    expect(leo.ring).to_have_count(0)
    expect(talk.under_title).to_have_text("You are talking with Mia")


def test_at_once_it_goes_without_asking(mia: Console, leo: Console, talk: Widget) -> None:
    mia.transfers("leo", ask=False)
    expect(leo.notice("is yours now")).to_be_visible()
    expect(leo.mine.locator(".fd-row")).to_contain_text("My parcel is late")
    expect(leo.ring).to_have_count(0)
    expect(talk.log).to_contain_text("Mia passed you on to Leo")


def test_to_a_group_it_goes_into_its_queue(mia: Console, leo: Console, talk: Widget) -> None:
    leo.go_away()
    mia.transfers("deliveries", note="Late since Monday")
    expect(talk.log).to_contain_text("Mia passed you on to Deliveries; you keep your place")
    expect(talk.situation).to_contain_text("You are next")
    expect(mia.row("My parcel is late")).to_have_count(0)
    expect(leo.waiting.locator(".fd-row")).to_contain_text("Deliveries")
    leo.go_online()
    expect(talk.log).to_contain_text("Leo joined the chat")
    leo.opens("My parcel is late")
    expect(leo.message("Late since Monday")).to_contain_text("Internal note")


def test_given_back_it_keeps_its_place_and_rings_at_the_other(
    mia: Console, leo: Console, talk: Widget
) -> None:
    mia.does("Give back to queue")
    expect(talk.log).to_contain_text("Mia put you back in line at your place")
    leo.accepts("My parcel is late")
    expect(mia.ring).to_have_count(0)
    expect(leo.thread).to_contain_text("Mia gave this chat back to the queue")
    expect(talk.under_title).to_have_text("You are talking with Leo")


def test_who_goes_offline_says_what_becomes_of_open_chats(mia: Console, leo: Console, talk: Widget) -> None:
    asks_for_offline(mia)
    expect(mia.dialog).to_contain_text("You still have an open chat")
    mia.keys.press("Escape")
    expect(mia.dialog).to_have_count(0)
    expect(mia.status).to_have_accessible_name("My status: Online")

    asks_for_offline(mia)
    mia.dialog.get_by_role("button", name="Keep them").focus()
    mia.keys.press("Enter")
    expect(mia.status).to_have_accessible_name("My status: Offline")
    expect(mia.mine.locator(".fd-row")).to_contain_text("My parcel is late")
    expect(talk.under_title).to_have_text("You are talking with Mia")

    mia.go_online()
    asks_for_offline(mia)
    mia.dialog.get_by_role("button", name="Give back to the queue").focus()
    mia.keys.press("Enter")
    expect(mia.status).to_have_accessible_name("My status: Offline")
    expect(mia.mine.locator(".fd-row")).to_have_count(0)
    leo.accepts("My parcel is late")


def test_who_goes_offline_may_pass_them_on(mia: Console, leo: Console, talk: Widget) -> None:
    asks_for_offline(mia)
    expect(mia.dialog.get_by_role("button", name="Transfer…")).to_be_focused()
    mia.keys.press("Enter")
    expect(mia.dialog).to_contain_text("Transfer your open chat")
    expect(mia.dialog.get_by_role("combobox")).to_be_focused()
    mia.keys.type("leo")
    mia.keys.press("Enter")
    expect(mia.status).to_have_accessible_name("My status: Offline")
    expect(talk.log).to_contain_text("Mia passed you on to Leo")


def test_who_is_invited_writes_too_until_they_leave(mia: Console, leo: Console, talk: Widget) -> None:
    mia.does("Invite a colleague…")
    expect(mia.dialog.get_by_role("combobox")).to_be_focused()
    mia.keys.type("leo")
    mia.keys.press("Enter")
    expect(talk.log).to_contain_text("Leo joined too")
    leo.opens("My parcel is late")
    leo.replies("It is on the van.")
    expect(talk.message("It is on the van.")).to_contain_text("Leo")
    expect(mia.message("It is on the van.")).to_contain_text("Leo")
    expect(talk.under_title).to_have_text("You are talking with Mia")
    leo.page.get_by_role("button", name="Leave chat").focus()
    leo.keys.press("Enter")
    expect(talk.log).to_contain_text("Leo left")
    expect(leo.composer).to_have_count(0)


def test_a_supervisor_assigns_to_who_has_no_room(
    mia: Console, leo: Console, sam: Console, talk: Widget, house: House
) -> None:
    house.sql("UPDATE agents_agent SET capacity = 0 WHERE name = 'Leo'")
    sam.opens("My parcel is late")
    sam.does("Assign…")
    sam.keys.type("leo")
    sam.keys.press("Enter")
    expect(talk.log).to_contain_text("Sam passed you on to Leo")
    expect(leo.load).to_have_attribute("aria-valuenow", "1")
    leo.opens("My parcel is late")
    expect(leo.composer).to_be_focused()


def test_a_supervisor_takes_over(mia: Console, sam: Console, talk: Widget) -> None:
    expect(sam.others.locator(".fd-row")).to_contain_text("with Mia")
    sam.opens("My parcel is late")
    expect(sam.page.get_by_text("Mia answers this chat. You are only looking at it.")).to_be_visible()
    sam.page.get_by_role("button", name="Take over").focus()
    sam.keys.press("Enter")
    expect(sam.composer).to_be_focused()
    expect(sam.thread).to_contain_text("You took over this chat")
    expect(mia.page.get_by_text("Sam answers this chat")).to_be_visible()
    expect(talk.log).to_contain_text("Sam answers you from here on")
    expect(talk.under_title).to_have_text("You are talking with Sam")


def asks_for_offline(console: Console) -> None:
    console.status.focus()
    console.keys.press("Enter")
    console.page.get_by_role("menuitemradio", name="Offline").focus()
    console.keys.press("Enter")
    expect(console.dialog).to_be_visible()
