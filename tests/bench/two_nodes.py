"""The stage of `durable` and `latency`: customers on node 1, agents on node 2, and the peer set up alike."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.bench.javascript import Program, install
from tests.bench.nodes import Node, running_nodes
from tests.bench.peer_room import Peer, make_rooms, running_peers
from tests.bench.people import make_talks


@dataclass(frozen=True)
class Stage:
    """Both sides up and connected; each load generator drives its own."""

    ours: Program
    theirs: Program
    nodes: list[Node]
    peers: list[Peer]


@contextmanager
def two_nodes(chat_sessions: int, *, processes: int = 2) -> Iterator[Stage]:
    """Frontdesk and the peer side by side on the same PostgreSQL and Redis; processes beyond two hold nobody."""
    install()
    with ExitStack() as stack:
        nodes = stack.enter_context(running_nodes(processes))
        peers = stack.enter_context(running_peers(processes))
        ours = stack.enter_context(Program("load.mjs", "frontdesk"))
        theirs = stack.enter_context(Program("load.mjs", "socketio"))
        talks = make_talks(chat_sessions, agents=chat_sessions)
        clients = [(talk.customer(nodes[0].url), talk.staff(nodes[1].url)) for talk in talks]
        ours.do("connect", clients=clients)
        for peer in peers:
            _wait_for_port(peer.port)
        members = [
            [{"url": peer.url, "token": token} for peer, token in zip(peers, pair, strict=False)]
            for pair in make_rooms(chat_sessions)
        ]
        theirs.do("connect", clients=members)
        yield Stage(ours, theirs, nodes, peers)


def _wait_for_port(port: int) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
