"""Leases on the run's own Redis."""

from collections.abc import Iterator

import pytest
import redis
from django.conf import settings

from agents.presence.leases import PREFIX, Lease, Leases
from agents.presence.link import client_of
from chat.ids import new_id
from tests.agents.presence.build import leases, until, who

MIA, LEO = new_id(), new_id()
FIRST, SECOND = Lease(MIA, new_id(), 7), Lease(MIA, new_id(), 8)
"""Two tabs, or one page before and after it was loaded anew."""


@pytest.fixture
def client() -> Iterator[redis.Redis]:
    with client_of(settings.REDIS_URL) as client:
        yield client


@pytest.fixture
def node(client) -> Leases:
    return leases(client)


def test_who_is_connected_is_present_and_who_was_the_last_to_leave_is_not(node):
    node.connect(FIRST)
    node.connect(Lease(LEO, new_id(), 1))
    assert who(node) == {MIA, LEO}
    assert node.disconnect(FIRST) is True
    assert who(node) == {LEO}


def test_of_two_tabs_one_closes(node):
    node.connect(FIRST)
    node.connect(SECOND)
    assert node.disconnect(FIRST) is False
    assert who(node) == {MIA}
    assert node.disconnect(SECOND) is True
    assert who(node) == set()


def test_a_lease_that_nobody_renews_runs_out_and_is_cleaned_away(client):
    short = leases(client, lease_ms=60)
    short.connect(FIRST)
    leases(client, lease_ms=60_000).connect(Lease(LEO, new_id(), 1))
    until(lambda: who(short) == {LEO})
    assert client.zcard(f"{PREFIX}agents") == 1


def test_a_node_that_only_stood_still_takes_its_leases_up_again(client):
    short = leases(client, lease_ms=30)
    short.connect(FIRST)
    until(lambda: who(short) == set())
    leases(client).renew([FIRST])
    assert who(short) == {MIA}


def test_renewing_keeps_the_leases_of_a_whole_node_in_one_round_trip(client, node, monkeypatch):
    held = [Lease(new_id(), new_id(), n) for n in range(500)]
    asked = []
    run = client.execute_command
    monkeypatch.setattr(client, "execute_command", lambda *a, **k: (asked.append(a[0]), run(*a, **k))[1])
    node.renew(held)
    asked.clear()
    node.renew(held)
    assert who(node) == {lease.agent_id for lease in held}
    assert asked == ["EVALSHA", "EVALSHA"]
    node.renew([])
    assert len(asked) == 2
    for lease in held[1:]:
        node.disconnect(lease._replace(connected_at=lease.connected_at - 1))
    assert who(node) == {lease.agent_id for lease in held}


def test_reloading_a_page_is_no_absence(client):
    node = leases(client, lingering_ms=60_000)
    node.connect(FIRST)
    assert node.disconnect(FIRST) is True
    assert who(node) == {MIA}
    node.connect(SECOND)
    assert node.disconnect(FIRST) is False
    assert who(node) == {MIA}


def test_lingering_ends(client):
    node = leases(client, lingering_ms=60)
    node.connect(FIRST)
    node.disconnect(FIRST)
    until(lambda: who(node) == set())


def test_a_disconnect_never_makes_anybody_present(client):
    node = leases(client, lingering_ms=60_000)
    node.connect(Lease(LEO, new_id(), 1))
    assert node.disconnect(FIRST) is True
    assert who(node) == {LEO}


def test_a_repeated_disconnect_does_not_prolong_the_lingering(client):
    node = leases(client, lingering_ms=100)
    node.connect(FIRST)
    node.disconnect(FIRST)
    until(lambda: (leases(client, lingering_ms=60_000).disconnect(FIRST), who(node) == set())[1])


def test_a_connection_that_lives_on_a_little_is_no_shorter_than_lingering(client):
    leases(client, lease_ms=40, memory_ms=60_000).connect(SECOND)  # its node died
    node = leases(client, lingering_ms=60_000)
    node.connect(FIRST)
    assert node.disconnect(FIRST) is False
    until(lambda: node.disconnect(FIRST) is True)  # the dead node's lease has run out
    assert who(node) == {MIA}


def test_a_redis_that_was_flushed_cannot_say_until_everybody_could_renew(client):
    node = leases(client, settling_ms=30_000)
    for _ in range(2):
        assert node.present() is None
        node.renew([FIRST])
        assert node.present() is None
        client.decrby(f"{PREFIX}since", 30_000)  # so much time goes by
        node.renew([FIRST])
        assert who(node) == {MIA}
        client.flushall()


def test_scripts_that_redis_has_forgotten_are_loaded_again(client, node):
    node.connect(FIRST)
    client.script_flush()
    node.renew([FIRST])
    client.script_flush()
    assert who(node) == {MIA}
    client.script_flush()
    assert node.disconnect(FIRST) is True


def test_everything_expires_by_itself(client):
    node = leases(client, lease_ms=30, memory_ms=60)
    node.connect(FIRST)
    node.connect(SECOND)
    node.disconnect(SECOND)
    assert len(client.keys(f"{PREFIX}*")) == 3
    until(lambda: client.keys(f"{PREFIX}*") == [])


def test_connections_that_ended_long_ago_are_forgotten(client):
    node = leases(client, memory_ms=20)
    of_mia = f"{PREFIX}of:{MIA}"
    lasting = leases(client, memory_ms=60_000)
    lasting.connect(SECOND)
    for n in range(5):
        node.disconnect(Lease(MIA, new_id(), n))
        client.persist(of_mia)
    remembered = {str(each.connection_id).encode() for each in (FIRST, SECOND)}
    until(lambda: (lasting.disconnect(FIRST), set(client.hkeys(of_mia)) == remembered)[1])


@pytest.mark.parametrize("connected_at", [0, 2**53 - 1])
def test_connect_times_are_compared_exactly(node, connected_at):
    lease = Lease(MIA, new_id(), connected_at)
    node.connect(lease)
    assert node.disconnect(lease) is True
    node.connect(lease)
    assert who(node) == set()
    if connected_at:
        node.disconnect(lease._replace(connected_at=connected_at - 1))
        node.connect(lease._replace(connected_at=connected_at - 1))
        assert who(node) == set()
