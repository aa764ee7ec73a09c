"""Tags on chat sessions that go on."""

import pytest
from django.db import transaction

from agents.cards import cards_of
from agents.models import Tag
from agents.services.closing import close_by_agent
from agents.services.helpers import invite
from agents.services.tags import put_tags, set_tags
from chat.bus.publish import attach_node
from chat.hub.topics import Envelope
from chat.services.chat_sessions import open_chat_session
from tests.agents.build import group, opened, oversees, present, refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    front = group(auto_accept=True)
    mia = present("mia")
    talk = opened()
    return front, mia, talk


def tags(talk) -> list[str]:
    return cards_of([talk.id])[talk.id].tags


def test_exactly_these_are_on_its_card(house):
    _, mia, talk = house
    for wanted in (["b", "a "], ["b", "c", "c"], [], ["a"]):
        set_tags(chat_session_id=talk.id, agent_id=mia.id, tags=wanted)
        assert tags(talk) == sorted({each.strip() for each in wanted})
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["a", "b", "c"]


def test_everybody_concerned_is_told_the_card(house):
    _, mia, talk = house
    told: list[Envelope] = []
    attach_node(told.extend)
    set_tags(chat_session_id=talk.id, agent_id=mia.id, tags=["refund"])
    attach_node(None)
    assert [b'"tags":["refund"]' in each.frame for each in told] == [True] * len(told) != []


def test_helpers_and_supervisors_may_and_others_may_not(house):
    front, mia, talk = house
    leo, sam, tom = present("leo", capacity=0), present("sam", capacity=0), present("tom", capacity=0)
    invite(chat_session_id=talk.id, agent_id=mia.id, helper_id=leo.id)
    oversees(sam, front)
    for each in (leo, sam):
        set_tags(chat_session_id=talk.id, agent_id=each.id, tags=[each.name])
        assert tags(talk) == [each.name]
    assert refusal(set_tags, chat_session_id=talk.id, agent_id=tom.id, tags=["x"]) == "forbidden"
    assert (tags(talk), Tag.objects.filter(name="x").exists()) == (["Sam"], False)


def test_what_has_ended_keeps_its_tags_and_takes_them_along_when_it_goes_on(house):
    _, mia, talk = house
    set_tags(chat_session_id=talk.id, agent_id=mia.id, tags=["a"])
    close_by_agent(chat_session_id=talk.id, agent_id=mia.id)
    assert refusal(set_tags, chat_session_id=talk.id, agent_id=mia.id, tags=["b"]) == "forbidden"
    sam = present("sam", capacity=0)
    sam.user.is_superuser = True
    sam.user.save()
    assert refusal(set_tags, chat_session_id=talk.id, agent_id=sam.id, tags=["b"]) == "closed"
    assert open_chat_session(customer_id=talk.customer_id).id == talk.id
    assert tags(talk) == ["a"]


def test_any_number_is_put_on_in_four_queries(house, django_assert_num_queries):
    _, _, talk = house
    put_tags(talk.id, ["old"])
    with transaction.atomic(), django_assert_num_queries(4):
        put_tags(talk.id, [str(n) for n in range(20)])
    assert len(tags(talk)) == 20
