"""Messages per second across two nodes, each stored before it is acked or shown to anybody."""

from tests.bench.figures import Figure, Report, middle
from tests.bench.javascript import Program
from tests.bench.two_nodes import two_nodes

CHAT_SESSIONS = 100
SECONDS = 4.0
ROUNDS = 5
WARM_UP_SECONDS = 2.0


def measure(report: Report) -> None:
    report.under(
        f"{CHAT_SESSIONS} chat sessions, customer on node 1, agent on node 2, closed loop: each side of each session"
        " keeps one message in flight, which counts once it is acked to its sender and received by the other side;"
        f" {ROUNDS} rounds of {SECONDS:g} s, Frontdesk and peer in turn"
    )
    with two_nodes(CHAT_SESSIONS) as stage:
        for program in (stage.ours, stage.theirs):
            per_second(program, WARM_UP_SECONDS)
        rounds = [(per_second(stage.ours, SECONDS), per_second(stage.theirs, SECONDS)) for _ in range(ROUNDS)]
    value, spread = middle([ours for ours, _ in rounds])
    peer, _ = middle([theirs for _, theirs in rounds])
    report.add(
        Figure(
            "durable", value, "messages/s", n=ROUNDS, spread=spread, peer=peer, ratio=value / peer,
            judged="ratio", at_least=2.5,
        )
    )  # fmt: skip


def per_second(program: Program, seconds: float) -> float:
    """Raises RuntimeError when a message never arrived."""
    done = program.do("closed", seconds=seconds)
    if done["lost"]:
        raise RuntimeError(f"{done['lost']} messages never arrived")
    count: float = done["count"]
    return count / seconds
