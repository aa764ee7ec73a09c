"""What two nodes say of one agent's connections, in every order in which it can arrive."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from django.conf import settings

from agents.presence.leases import Lease, Leases
from agents.presence.link import client_of
from chat.ids import new_id
from tests.agents.presence.build import leases, who

MIA, TAB = new_id(), new_id()
OLD, NEW = Lease(MIA, TAB, 7), Lease(MIA, new_id(), 8)
"""A page before it was loaded anew, held by one node, and after that, by another."""
NEW_OF_TAB = Lease(MIA, TAB, 8)
"""The same where a page keeps its connection id."""

Nodes = tuple[Leases, Leases]
LEASES = {"old": (0, OLD), "new": (1, NEW), "same": (1, NEW_OF_TAB)}


@pytest.fixture
def nodes() -> Iterator[Nodes]:
    with client_of(settings.REDIS_URL) as one, client_of(settings.REDIS_URL) as other:
        yield leases(one), leases(other)


def orders(*sets: str) -> list[str]:
    """`+old` is what the node of the old connection says when it comes or renews it, `-old` when it ends."""
    return sorted({" ".join(order) for each in sets for order in permutations(each.split())})


def deliver(nodes: Nodes, order: str) -> None:
    for message in order.split():
        number, lease = LEASES[message[1:]]
        if message[0] == "+":
            nodes[number].renew([lease])
        else:
            nodes[number].disconnect(lease)


@pytest.mark.parametrize(
    "order",
    orders(
        "+old -old +new",
        "+old -old +old -old +new",  # sent twice; a renewal was under way
        "+new -new +old",
        "+old -old +same",
        "+old -old +old -old +same",
    ),
)
def test_who_has_a_connection_left_is_present(nodes, order):
    deliver(nodes, order)
    assert [who(node) for node in nodes] == [{MIA}, {MIA}]


@pytest.mark.parametrize(
    "order",
    orders(
        "+old -old +new -new",
        "+old -old +old +new -new",
        "+old -old +same -same",
        "+old +same -same",  # the newer connection had taken the older one's place
    ),
)
def test_who_has_no_connection_left_is_absent(nodes, order):
    deliver(nodes, order)
    assert [who(node) for node in nodes] == [set(), set()]


@pytest.mark.parametrize("left", ["-old +new", "+old +new", "+old -old"])
def test_whatever_got_lost_the_next_renewal_is_right(nodes, left):
    deliver(nodes, left)
    deliver(nodes, "+new")
    assert who(nodes[0]) == {MIA}


def test_many_threads_of_two_nodes_leave_nobody_behind(nodes):
    pairs = [
        (Lease(agent, new_id(), 7), Lease(agent, new_id(), 8)) for agent in (new_id() for _ in range(60))
    ]

    def live(number: int) -> None:
        old, new = pairs[number]
        nodes[0].connect(old)
        nodes[1].connect(new)
        nodes[0].disconnect(old)
        nodes[1].renew([new for _, new in pairs[:number:2]])
        if number % 2:
            nodes[1].disconnect(new)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(live, range(len(pairs))))
    assert who(nodes[0]) == {old.agent_id for old, _ in pairs[::2]}
