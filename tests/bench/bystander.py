"""What an event costs a node that holds none of its readers: broadcast multiplies it by the number of nodes."""

from tests.bench.figures import Figure, Report, middle
from tests.bench.javascript import Program
from tests.bench.nodes import cpu_seconds_of
from tests.bench.two_nodes import two_nodes

CHAT_SESSIONS = 100
PER_SECOND = 1_000
SECONDS = 5.0
ROUNDS = 3


def measure(report: Report) -> None:
    report.under(
        f"open loop, {PER_SECOND} messages/s between node 1 and node 2; CPU of a third node less what it needs when"
        f" nothing happens, per message; {ROUNDS} rounds of {SECONDS:g} s, Frontdesk and peer in turn"
    )
    with two_nodes(CHAT_SESSIONS, processes=3) as stage:
        node, peer_node = stage.nodes[2].pid, stage.peers[2].process.pid
        rounds = [
            (_cpu_us(node, stage.ours, stage.theirs), _cpu_us(peer_node, stage.theirs, stage.ours))
            for _ in range(ROUNDS)
        ]
    value, spread = middle([ours for ours, _ in rounds])
    peer, _ = middle([theirs for _, theirs in rounds])
    report.add(Figure("bystander", value, "µs/event", n=ROUNDS, spread=spread, peer=peer, ratio=value / peer))


def _cpu_us(pid: int, busy: Program, quiet: Program) -> float:
    """While `busy` sends, less the same time in which only the other side does."""
    began = cpu_seconds_of(pid)
    done = busy.do("open", rate=PER_SECOND, seconds=SECONDS)
    after = cpu_seconds_of(pid)
    quiet.do("open", rate=1, seconds=done["seconds"])
    idle = cpu_seconds_of(pid) - after
    cost: float = (after - began - idle) / done["count"] * 1e6
    return cost
