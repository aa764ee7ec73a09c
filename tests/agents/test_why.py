"""Why this agent, why still waiting?"""

import re

import pytest
from django.conf import settings
from django.utils import translation

from agents.models import Agent, Decision, Status
from agents.services.offers import accept_offer, decline_offer
from agents.trace import NO_REASON, Reason, Why, because, said
from agents.why import OBSTACLES, REASONS, TOLD, told, trace
from agents.why import words as in_words
from tests.agents.build import group, opened, present, ringing

pytestmark = pytest.mark.django_db(transaction=True)


def words(talk) -> list[tuple[str, str | None, list[tuple[str, list[str]]]]]:
    steps = trace(ref=1, chat_session_id=talk.id, language="en").steps
    return [(s.kind, s.agent, [(p.text, p.agents) for p in s.passed_over]) for s in steps]


def still(talk) -> dict[str, list[str]] | None:
    found = trace(ref=1, chat_session_id=talk.id, language="en").still_waiting
    return None if found is None else {p.code: p.agents for p in found}


def test_each_decision_names_who_was_passed_over_and_why():
    front = group(for_everyone=False)
    mia = present("mia", groups={front: 1})
    present("leo", groups={front: 1}, status=Status.AWAY)
    full = present("zoe", groups={front: 1}, capacity=2)
    Agent.objects.filter(pk=full.pk).update(active_slots=2)
    present("outside")
    talk = opened()
    decline_offer(offer_id=ringing(talk).id, agent_id=mia.id, reason="lunch")
    assert words(talk) == [
        ("waits", None, []),
        ("offered", "Mia", [("away", ["Leo"]), ("full 2/2", ["Zoe"])]),
        ("declined", "Mia", []),
    ]
    assert [step.text for step in trace(ref=1, chat_session_id=talk.id, language="en").steps] == [
        "Began to wait",
        "Offered to Mia: least loaded",
        "Mia declined: lunch",
    ]
    assert still(talk) == {
        "away": ["Leo"],
        "full": ["Zoe"],
        "declined": ["Mia"],
        "not_in_group": ["Outside"],
    }


def test_what_does_not_wait_has_no_reason_to():
    group()
    mia, talk = present(), opened()
    accept_offer(offer_id=ringing(talk).id, agent_id=mia.id)
    assert still(talk) is None


def test_a_trace_costs_a_fixed_number_of_queries(django_assert_num_queries):
    group()
    for n in range(5):
        present(f"a{n}", status=Status.AWAY)
    talk = opened()
    with django_assert_num_queries(6):
        trace(ref=1, chat_session_id=talk.id, language="en")


@pytest.mark.parametrize(
    ("code", "detail", "text"),
    [
        ("full", "5/5", "full 5/5"),
        ("declined", "12", "declined 12 s ago"),
        ("missed", "3", "did not answer 3 s ago"),
        ("wrap_up", "9", "in wrap-up 9 s"),
        ("away", "", "away"),
        ("not_in_group", "", "not in group"),
    ],
)
def test_obstacles_in_words(code, detail, text):
    assert in_words(code, detail) == text


@pytest.mark.parametrize(
    ("kind", "why", "text"),
    [
        ("waits", NO_REASON, "Began to wait"),
        ("offered", because(Why.PREFERRED), "Offered to Mia: asked first for this customer"),
        ("offered", because(Why.TRANSFER), "Offered to Mia: transfer"),
        ("assigned", Reason("longest_idle"), "Given to Mia: longest idle"),
        ("assigned", Reason("by_the_moon"), "Given to Mia: by the moon"),
        ("accepted", NO_REASON, "Mia accepted"),
        ("declined", NO_REASON, "Mia declined"),
        ("declined", said("50% busy"), "Mia declined: 50% busy"),
        ("declined", said(" "), "Mia declined"),
        ("expired", because(Why.RANG, seconds=20), "Mia did not answer: rang 20 s"),
        ("withdrawn", because(Why.DROPPED_OUT), "Stopped ringing at Mia: agent dropped out"),
        ("withdrawn", because(Why.WENT_AWAY), "Stopped ringing at Mia: agent went away"),
        ("withdrawn", because(Why.WENT_OFFLINE), "Stopped ringing at Mia: agent went offline"),
        ("withdrawn", because(Why.WAS_IDLE), "Stopped ringing at Mia: agent was idle"),
        ("pulled", NO_REASON, "Mia took it"),
        ("forced", NO_REASON, "Assigned to Mia"),
        ("transferred", NO_REASON, "Passed on to Mia"),
        ("requeued", because(Why.GIVEN_BACK), "Back in line: given back"),
        ("requeued", because(Why.NOT_BACK), "Back in line: agent did not come back"),
        (
            "overflowed",
            because(Why.WAITED, seconds=60, group="Front desk"),
            "Came from another queue: 60 s in Front desk",
        ),
        ("absent", because(Why.GRACE, seconds=30), "Mia dropped out: 30 s to come back"),
        ("back", NO_REASON, "Mia came back"),
        ("left", because(Why.AFTER_HOURS), "Left as a message: outside hours, and nobody is there"),
        ("closed", NO_REASON, "Closed"),
    ],
)
def test_every_kind_of_decision_in_words(kind, why, text):
    step = Decision(
        kind=kind, agent=Agent(name="Mia"), by=Agent(name="Leo"), why=why.code, data=dict(why.data)
    )
    assert told(step) == text


def test_what_was_noted_before_there_were_codes_reads_as_it_was_noted():
    step = Decision(kind="expired", agent=Agent(name="Mia"), why="rang 20 s")
    assert told(step) == "Mia did not answer: rang 20 s"
    assert in_words("declined", "12 s") == "declined 12 s ago"


def test_a_group_to_which_it_was_passed_on_is_named():
    why = because(Why.TO_GROUP, group="Deliveries")
    step = Decision(kind="transferred", by=Agent(name="Leo"), why=why.code, data=dict(why.data))
    assert told(step) == "Passed on to Deliveries"


def test_every_reason_and_every_strategy_has_words():
    assert {*Why, *settings.FRONTDESK_STRATEGIES, ""} == set(REASONS)


def test_programs_get_the_reason_as_a_code_with_its_data():
    group()
    mia, talk = present(), opened()
    decline_offer(offer_id=ringing(talk).id, agent_id=mia.id, reason="lunch")
    steps = trace(ref=1, chat_session_id=talk.id, language="en").steps
    assert [(step.kind, step.why, step.data) for step in steps] == [
        ("waits", "", {}), ("offered", "least_loaded", {}), ("declined", "said", {"text": "lunch"}),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["forced", "transferred"])
def test_who_assigns_to_themselves_takes_over(kind):
    sam = Agent(name="Sam")
    assert told(Decision(kind=kind, agent=sam, by=sam)) == "Sam took over"


@pytest.mark.parametrize(
    ("kind", "why", "text"),
    [
        ("offered", Reason("least_loaded"), "询问 Mia：会话最少者优先"),
        ("expired", because(Why.RANG, seconds=20), "Mia 未应答：等待应答 20 秒"),
        ("declined", said("午饭"), "Mia 已拒绝：午饭"),
        ("overflowed", because(Why.WAITED, seconds=60, group="前台"), "从其他队列转入：已在 前台 等待 60 秒"),
    ],
)
def test_decisions_in_chinese(kind, why, text):
    step = Decision(kind=kind, agent=Agent(name="Mia"), why=why.code, data=dict(why.data))
    with translation.override("zh-hans"):
        assert told(step) == text


def test_all_words_of_the_trace_are_there_in_chinese():
    with translation.override("zh-hans"):
        english = [
            str(text)
            for words in (TOLD, OBSTACLES, REASONS)
            for text in words.values()
            if text and not re.search("[\u4e00-\u9fff]", str(text))
        ]
    assert english == ["%(text)s", "%(group)s"]


def test_a_trace_is_told_in_the_language_that_was_asked_for():
    group()
    present("leo", status=Status.AWAY)
    present("mia")
    found = trace(ref=1, chat_session_id=opened().id, language="zh-hans")
    assert [step.text for step in found.steps] == ["开始排队", "询问 Mia：会话最少者优先"]
    assert [(each.code, each.text) for each in found.steps[1].passed_over] == [("away", "离开")]
