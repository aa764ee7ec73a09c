"""Why this agent, why still waiting? The console explains each way in which a chat can go."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.agent import AgentDouble
from tests.e2e.console import Console
from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House


def test_who_still_waits_shows_each_agent_and_why_not(
    mia: Console, leo: Console, sam: Console, house: House, site: str, ada: CustomerDouble
) -> None:
    leo.go_away()
    house.sql("UPDATE agents_agent SET capacity = 1 WHERE name = 'Mia'")
    mia.go_online()
    mia.accepts("Ada Lovelace")
    with CustomerDouble(house.origin, site=site, name="Bo"):
        sam.row("Bo").focus()
        sam.keys.press("Tab")
        expect(sam.page.get_by_role("button", name="Why? Bo")).to_be_focused()
        sam.keys.press("Enter")
        still = sam.why.get_by_role("region", name="Why still waiting")
        expect(reason(still, "full 1/1")).to_contain_text("Mia")
        expect(reason(still, "away")).to_contain_text("Leo")
        expect(reason(still, "offline")).to_contain_text("Sam")

        leo.go_online()
        leo.accepts("Bo")
        expect(still).to_have_count(0)
        expect(step(sam, "Leo accepted")).to_be_visible()
        expect(reason(step(sam, "Offered to Leo: least loaded"), "full 1/1")).to_contain_text("Mia")


def test_declined_and_missed_are_told_with_their_reason(
    desk: Callable[..., None], mia: Console, leo: Console, ada: CustomerDouble
) -> None:
    mia.go_online()
    expect(mia.ring).to_contain_text("Ada Lovelace")
    desk(offer_seconds=4)
    leo.go_online()
    mia.keys.press("Alt+r")
    mia.keys.press("Escape")
    mia.page.get_by_role("main").get_by_role("button", name="Other…").focus()
    mia.keys.press("Enter")
    mia.keys.type("On the phone")
    mia.keys.press("Enter")
    mia.opens("Ada Lovelace")
    mia.keys.press("Alt+w")

    expect(step(mia, "Mia declined: On the phone")).to_be_visible()
    expect(step(mia, "Leo did not answer: rang 4 s")).to_be_visible()
    assert steps(mia) == [
        "Leo did not answer: rang 4 s",
        "Offered to Leo: least loaded",
        "Mia declined: On the phone",
        "Offered to Mia: least loaded",
        "Began to wait",
    ]
    expect(reason(step(mia, "Offered to Leo"), "declined")).to_contain_text("Mia")
    still = mia.why.get_by_role("region", name="Why still waiting")
    expect(reason(still, "declined")).to_contain_text("Mia")
    expect(reason(still, "did not answer")).to_contain_text("Leo")


def test_passed_on_and_given_back_are_told_with_who_did_it(
    mia: Console, leo: Console, ada: CustomerDouble
) -> None:
    mia.go_online()
    mia.accepts("Ada Lovelace")
    mia.keys.press("Alt+w")
    leo.go_online()
    mia.composer.focus()
    mia.transfers("leo")
    leo.accepts("Ada Lovelace")
    expect(step(mia, "Passed on to Leo")).to_contain_text("by Mia")
    expect(step(mia, "Offered to Leo: transfer")).to_contain_text("by Mia")

    leo.does("Give back to queue")
    expect(step(mia, "Back in line: given back")).to_contain_text("by Leo")
    expect(step(mia, "Offered to Mia")).to_have_count(2)
    expect(reason(step(mia, "Offered to Mia").first, "declined")).to_contain_text("Leo")


def test_an_agent_is_told_why_in_the_language_of_their_browser(house: House, ada: CustomerDouble) -> None:
    with AgentDouble(house, login="mia", language="zh-CN,zh;q=0.9") as mia:
        ada.writes("您好")
        chat_session = mia.take_chat_session(writes="您好")
        steps = mia.ask("why", chat_session=chat_session)["steps"]
    assert [step["text"] for step in steps][:2] == ["开始排队", "分配给 Mia：会话最少者优先"]
    assert [step["why"] for step in steps][:2] == ["", "least_loaded"]


def step(console: Console, words: str) -> Locator:
    decided = console.why.get_by_role("region", name="What was decided").locator("li.fd-step")
    return decided.filter(has_text=words)


def steps(console: Console) -> list[str]:
    return console.why.locator(".fd-step-text").all_inner_texts()


def reason(within: Locator, words: str) -> Locator:
    return within.locator(".fd-reasons li").filter(has_text=words)
