"""Asking a Redis that dies, hangs and comes back; it is the test's own."""

import logging
import signal
from collections.abc import Iterator

import pytest

from agents.presence.leases import Lease, Leases
from agents.presence.link import Link, client_of
from chat.ids import new_id
from cs_platform.embedded.processes import send_signal
from cs_platform.embedded.redis import EmbeddedRedis

MIA = new_id()
HERS = Lease(MIA, new_id(), 1)


class Clock:
    """Stands still until it is told."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def server(own_redis: EmbeddedRedis) -> EmbeddedRedis:
    return own_redis


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def link(server, clock) -> Iterator[Link]:
    with client_of(server.url) as client:
        yield Link(Leases(client, settling_ms=0), rest_seconds=3, clock=clock)


def hold(link: Link) -> bool:
    """Mia's lease; whether Redis took it."""
    return link.ask(lambda leases: (leases.connect(HERS), True)[1]) is True


def test_it_asks_redis(link):
    assert hold(link)
    assert link.ask(Leases.present) == {MIA}
    assert link.ask(lambda leases: leases.disconnect(HERS)) is True


def test_a_dead_redis_cannot_say_and_after_its_return_it_can(server, link, clock, caplog):
    caplog.set_level(logging.INFO, "agents.presence.link")
    assert hold(link)
    server.kill()
    for clock.seconds in (0.0, 1.0, 2.9, 3.1, 7.0):
        assert link.ask(Leases.present) is None
    server.start()
    assert link.ask(Leases.present) is None  # nobody tried anew yet
    clock.seconds = 10.1
    assert hold(link)
    assert link.ask(Leases.present) == {MIA}
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_a_redis_that_hangs_costs_one_wait_of_half_a_second_in_three(server, link, clock):
    assert hold(link)
    assert client_of(server.url).get_connection_kwargs()["socket_timeout"] == 0.5
    send_signal(server.pid, signal.SIGSTOP)
    waited_at: list[float] = []
    for clock.seconds in (0.0, 0.1, 2.9, 3.1, 3.2):
        assert link.ask(lambda leases: (waited_at.append(clock.seconds), leases.present())[1]) is None
    assert waited_at == [0.0, 3.1]
    send_signal(server.pid, signal.SIGCONT)
    clock.seconds = 6.2
    assert link.ask(Leases.present) == {MIA}


def test_while_one_tries_again_the_others_go_on_without(server, link, clock):
    server.kill()
    assert not hold(link)
    clock.seconds = 3.1
    others = []
    link.ask(lambda leases: others.append(hold(link)))  # asks while the try is under way
    assert others == [False]


def test_links_that_redis_closed_meanwhile_are_replaced_without_a_word(server, link, caplog):
    assert hold(link)
    server.restart()
    assert hold(link)
    assert caplog.records == []


def test_what_redis_refuses_is_no_answer_either(server, link, clock):
    assert hold(link)
    with client_of(server.url) as client:
        client.config_set("maxmemory", "1")
        assert not hold(link)
        client.config_set("maxmemory", "0")
    clock.seconds = 3.1
    assert hold(link)
