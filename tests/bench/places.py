"""A long queue in which one after the other leaves: what it costs until everybody behind knows their new place."""

import os
import time
from collections.abc import Iterator
from unittest.mock import patch

from agents.queue_board import ORDER, PLACE
from tests.agents.build import group
from tests.agents.queues import line_of
from tests.bench.figures import Figure, Report, middle
from tests.bench.javascript import Program, install
from tests.bench.nodes import running_nodes
from tests.bench.people import tokens_of, widget
from tests.bench.statements import StatementLog

WAITING = 2_000
AT_ONCE = 50
LEAVING_PLACE = 11
CHANGES = 20
WARM_UP = 4
APART_SECONDS = 0.5  # longer than the board's pause, in which changes share one query
# The position check reads the queue as well, and would count as a change's query, or hide a lost push.
NO_CHECKS = {"FRONTDESK_BUS__POSITION_CHECK_SECONDS": "86400"}
# Up to the first parameter: what the log shows of each, whatever is asked for.
READS_OF_LINE = (ORDER.partition("%(")[0], PLACE.partition("%(")[0])


def measure(report: Report) -> None:
    report.under(
        f"{WAITING} customers connected over two nodes wait in one group, nobody is online; {CHANGES} times, at least"
        f" {APART_SECONDS} s apart and at either node in turn, the one at place {LEAVING_PLACE} closes; from that frame"
        " until everybody behind was pushed exactly their new place. PostgreSQL logs every statement of every"
        " connection; no position check runs meanwhile"
    )
    install()
    with patch.dict(os.environ, NO_CHECKS), running_nodes(2) as nodes, Program("queue.mjs") as people:
        stand_in_line(people, [node.url for node in nodes])
        with StatementLog() as log:
            list(changes(people, log, WARM_UP))
            found = list(changes(people, log, CHANGES))
    reads = [float(sum(text.startswith(READS_OF_LINE) for text in statements)) for _, statements in found]
    each = sum(reads) / CHANGES
    spread = (min(reads), max(reads))
    # None at all would mean that they were not seen.
    name, unit = "queries per change and group", "queries"
    report.add(Figure(name, each, unit, n=CHANGES, spread=spread, at_least=1.0, at_most=1.0))
    half, spread = middle([ms for ms, _ in found])
    report.add(Figure("p50 until all have heard", half, "ms", n=CHANGES, spread=spread))
    report.add(Figure("max until all have heard", spread[1], "ms", n=CHANGES, spread=spread))
    # With those of closing itself, and of the nodes' clocks.
    whole, spread = middle([float(len(statements)) for _, statements in found])
    report.add(Figure("statements of any kind per change", whole, "statements", n=CHANGES, spread=spread))


def stand_in_line(people: Program, urls: list[str]) -> None:
    """Neighbours are on different nodes. Raises RuntimeError when somebody stands elsewhere than they should."""
    line = line_of(WAITING, group())
    tokens = tokens_of([talk.customer for talk in line])
    clients = [
        widget(token, urls[number % len(urls)]) | {"chat_session": str(talk.id)}
        for number, (talk, token) in enumerate(zip(line, tokens, strict=True))
    ]
    done = people.do("line", clients=clients, at_once=AT_ONCE)
    if done["places"] != list(range(1, WAITING + 1)):
        raise RuntimeError("the line is not in its order")


def changes(people: Program, log: StatementLog, count: int) -> Iterator[tuple[float, list[str]]]:
    """Of each change the ms until all had heard, and every statement executed until the next one.

    Raises RuntimeError when somebody was not told, or was cut off.
    """
    log.taken()
    for _ in range(count):
        done = people.do("leave", place=LEAVING_PLACE)
        if done["missing"] or done["closed"]:
            raise RuntimeError(f"{done['missing']} did not hear their place; cut off: {done['closed']}")
        time.sleep(APART_SECONDS)
        yield done["ms"], log.taken()
