"""The one door to the bus."""

import pytest
from django.db import transaction

from chat.bus.publish import attach_node, publish_on_commit
from chat.hub.topics import Envelope


@pytest.mark.django_db(transaction=True)
def test_a_node_that_ends_meanwhile_undoes_nothing_of_what_was_committed():
    def ended(envelopes):
        raise RuntimeError("Event loop is closed")

    then: list[str] = []
    attach_node(ended)
    try:
        with transaction.atomic():
            publish_on_commit([Envelope("floor", 0, b"{}")])
            transaction.on_commit(lambda: then.append("engine"))
    finally:
        attach_node(None)
    assert then == ["engine"]
