"""Calling colleagues in notes."""

import json
from uuid import uuid4

import pytest

from agents.groups import part_of, with_groups
from agents.models import Agent, Mention, SkillGroup
from agents.services import mentions
from agents.services.mentions import call_colleagues, check_mentioned, mentions_of, saw_mentions
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope, agent_topic
from chat.ids import new_id
from chat.log.drafts import Stored
from chat.log.writer import append
from chat.models import ChatSession, Message
from tests.agents.build import group, present, refusal
from tests.chat.build import answered, chat_session

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """Mia answers in a group of hers and Leo's; Zoe works elsewhere."""

    def __init__(self) -> None:
        self.front, elsewhere = group(for_everyone=False), group("Elsewhere")
        self.mia, self.leo = (present(name, groups={self.front: 1}) for name in ("mia", "leo"))
        self.zoe = present("zoe", groups={elsewhere: 1})
        self.talk = chat_session(responsible=self.mia.id)
        ChatSession.objects.filter(pk=self.talk.pk).update(queue_id=self.front.id)

    def note(self, text: str, *called: Agent):
        draft = answered(self.talk, text, lane="staff", client_id=uuid4())
        (stored,) = append([draft])
        assert isinstance(stored, Stored)
        call_colleagues(note=draft, stored=stored, agent_ids=[each.id for each in called])
        return draft, stored


@pytest.fixture
def house():
    return House()


@pytest.fixture
def told():
    found: list[Envelope] = []
    attach_node(found.extend)
    yield found
    attach_node(None)


def heard(told, who: Agent) -> list[dict]:
    return [json.loads(each.frame) for each in told if each.topic == agent_topic(who.id)]


def unseen(*agents: Agent) -> list[list[str]]:
    groups = list(SkillGroup.objects.all())
    parts = {each.id: part_of(each, groups) for each in with_groups()}
    found = mentions_of(parts)
    return [[card.text for card in found[each.id]] for each in agents]


def test_who_is_called_is_told_once_and_nobody_calls_themselves(house, told):
    draft, stored = house.note("Leo, look", house.leo, house.mia, house.leo)
    call_colleagues(note=draft, stored=stored, agent_ids=[house.leo.id])
    (event,) = heard(told, house.leo)
    assert (event["type"], event["mention"]["text"], event["mention"]["seq"]) == ("mentioned", "Leo, look", 1)
    assert event["mention"]["by"] == {"kind": "agent", "id": str(house.mia.id), "name": "Mia"}
    assert (heard(told, house.mia), unseen(house.mia, house.leo)) == ([], [[], ["Leo, look"]])


def test_what_was_seen_is_shown_no_more_and_every_console_is_told(house, told):
    for text in ("one", "two"):
        house.note(text, house.leo)
    assert unseen(house.leo) == [["two", "one"]]
    told.clear()
    for _ in range(2):
        saw_mentions(chat_session_id=house.talk.id, agent_id=house.leo.id)
    assert heard(told, house.leo) == [{"type": "mentions_seen", "chat_session": str(house.talk.id)}]
    assert unseen(house.leo) == [[]]


def test_a_mention_reads_as_the_note_does_now(house):
    house.note("Leo, he is rude", house.leo)
    Message.objects.filter(lane="staff").update(text="Leo, please help")
    assert unseen(house.leo) == [["Leo, please help"]]


def test_of_what_one_may_not_see_any_more_no_mention_is_shown(house):
    house.note("Leo, look", house.leo)
    ChatSession.objects.update(queue_id=new_id())
    assert unseen(house.leo) == [[]]


def test_of_too_many_the_first_count_as_seen(house, monkeypatch):
    monkeypatch.setattr(mentions, "MOST_MENTIONS", 2)
    for text in "abc":
        house.note(text, house.leo)
    assert (unseen(house.leo), Mention.objects.filter(seen_at=None).count()) == ([["c", "b"]], 2)


def test_only_who_may_see_it_can_be_called(house):
    one = {"chat_session_id": house.talk.id}
    check_mentioned(**one, agent_ids=[house.leo.id, house.mia.id])
    for wrong in (house.zoe.id, new_id()):
        assert refusal(check_mentioned, **one, agent_ids=[house.leo.id, wrong]) == "unknown"


def test_any_number_costs_a_fixed_number_of_queries(house, django_assert_num_queries):
    draft, stored = house.note("Leo, look", house.leo)
    with django_assert_num_queries(4):  # with the transaction's beginning and end
        call_colleagues(note=draft, stored=stored, agent_ids=[house.leo.id, house.zoe.id])
    with django_assert_num_queries(3):
        check_mentioned(chat_session_id=house.talk.id, agent_ids=[house.leo.id, house.mia.id])
    groups = list(SkillGroup.objects.all())
    parts = {each.id: part_of(each, groups) for each in with_groups()}
    with django_assert_num_queries(1):
        mentions_of(parts)
