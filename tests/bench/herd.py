"""The stage of `idle` and `reconnect`: thousands of customers, each with a running chat session they follow."""

from tests.bench.javascript import Program, install
from tests.bench.nodes import Node
from tests.bench.people import Talk, make_talks

CUSTOMERS = 5_000
AT_ONCE = 200


def gather(herd: Program, node: Node, talks: list[Talk]) -> None:
    """All of them say hello and resume, a few at a time."""
    herd.do("connect", clients=[talk.customer(node.url) for talk in talks], at_once=AT_ONCE)


def make_herd() -> list[Talk]:
    install()
    return make_talks(CUSTOMERS, agents=1)
