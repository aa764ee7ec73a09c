"""Writing canned replies."""

import pytest
from django.db import IntegrityError, transaction

from agents.models import CannedReply
from agents.services.canned_replies import save_canned_replies
from chat.bus.publish import attach_node
from chat.hub.topics import FLOOR

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
