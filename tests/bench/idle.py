"""Memory of an idle connection: authenticated, its chat session followed, nothing said."""

import time

from tests.bench.figures import Figure, Report
from tests.bench.herd import AT_ONCE, CUSTOMERS, gather, make_herd
from tests.bench.javascript import Program
from tests.bench.nodes import running_nodes

SETTLE_SECONDS = 3.0


def measure(report: Report) -> None:
    report.under(
        f"{CUSTOMERS} customers' sockets on one node, each said hello and resumed its chat session; growth of"
        f" the node's PSS from {AT_ONCE} sockets that warm it up to all of them"
    )
    talks = make_herd()
    with running_nodes(1) as [node], Program("herd.mjs") as first, Program("herd.mjs") as herd:
        gather(first, node, talks[:AT_ONCE])
        time.sleep(SETTLE_SECONDS)
        before = node.pss_bytes()
        gather(herd, node, talks[AT_ONCE:])
        time.sleep(SETTLE_SECONDS)
        after = node.pss_bytes()
    each = (after - before) / 1024 / (CUSTOMERS - AT_ONCE)
    report.add(Figure("idle", each, "KB/connection", n=CUSTOMERS, spread=(each, each), at_most=30.0))
    whole = after / 1024 / 1024
    report.add(Figure("whole node", whole, "MB", n=1, spread=(whole, whole)))
