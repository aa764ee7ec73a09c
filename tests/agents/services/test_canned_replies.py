"""Writing canned replies."""

import pytest
from django.db import IntegrityError, transaction

from agents.models import CannedReply
from agents.services.canned_replies import save_canned_replies, use_canned_reply
from chat.bus.publish import attach_node
from chat.hub.topics import FLOOR
from chat.ids import new_id
from tests.agents.build import refusal
from tests.chat.build import agent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told():
    """What the consoles heard: topic and frame."""
    heard: list[tuple[str, bytes]] = []
    attach_node(lambda envelopes: heard.extend((each.topic, each.frame) for each in envelopes))
    yield heard
    attach_node(None)


def test_consoles_hear_once_however_many_were_written(told):
    save_canned_replies(CannedReply(shortcut=name, text="x") for name in "abc")
    assert told == [(FLOOR, b'{"type":"canned_changed"}')]


def test_all_are_stored_or_none(told):
    with pytest.raises(IntegrityError), transaction.atomic():
        save_canned_replies(CannedReply(shortcut=name, text="x") for name in "aba")
    assert (CannedReply.objects.count(), told) == (0, [])


def test_uses_that_were_counted_meanwhile_stay():
    reply = CannedReply.objects.create(shortcut="a", text="x")
    CannedReply.objects.update(uses=5)
    reply.text = "y"
    save_canned_replies([reply])
    assert CannedReply.objects.values_list("text", "uses").get() == ("y", 5)


def test_a_use_is_counted_for_who_may_use_it():
    mia, leo = agent("mia"), agent("leo")
    reply = CannedReply.objects.create(shortcut="a", text="x", owner=mia)
    for _ in range(2):
        use_canned_reply(reply_id=reply.id, agent_id=mia.id)
    for who, what in ((leo, reply.id), (mia, new_id())):
        assert refusal(use_canned_reply, reply_id=what, agent_id=who.id) == "unknown"
    reply.refresh_from_db()
    assert (reply.uses, reply.last_used_at is not None) == (2, True)
