"""From send to the other side's frame, at a steady rate that leaves the machine room to breathe."""

from statistics import quantiles

from tests.bench.figures import Figure, Report, middle
from tests.bench.javascript import Program
from tests.bench.two_nodes import two_nodes

CHAT_SESSIONS = 100
PER_SECOND = 300
SECONDS = 5.0
ROUNDS = 3
WARM_UP_SECONDS = 3.0


def measure(report: Report) -> None:
    report.under(
        f"open loop, {PER_SECOND} messages/s over {CHAT_SESSIONS} chat sessions, customers on node 1, agents on node 2;"
        f" from send to the frame at the other side; {ROUNDS} rounds of {SECONDS:g} s, Frontdesk and peer in turn"
    )
    with two_nodes(CHAT_SESSIONS) as stage:
        for program in (stage.ours, stage.theirs):
            percentiles_ms(program, WARM_UP_SECONDS)
        rounds = [
            (percentiles_ms(stage.ours, SECONDS), percentiles_ms(stage.theirs, SECONDS))
            for _ in range(ROUNDS)
        ]
    for place, name, most_ms in ((0, "p50", 2.0), (1, "p99", 15.0)):
        value, spread = middle([ours[place] for ours, _ in rounds])
        peer, _ = middle([theirs[place] for _, theirs in rounds])
        n = int(ROUNDS * SECONDS * PER_SECOND)
        report.add(
            Figure(name, value, "ms", n=n, spread=spread, peer=peer, ratio=value / peer, at_most=most_ms)
        )


def percentiles_ms(program: Program, seconds: float) -> tuple[float, float]:
    """p50 and p99. Raises RuntimeError when a message never arrived."""
    done = program.do("open", rate=PER_SECOND, seconds=seconds)
    if done["lost"]:
        raise RuntimeError(f"{done['lost']} messages never arrived")
    of_hundred = quantiles(done["latencies_ms"], n=100)
    return of_hundred[49], of_hundred[98]
