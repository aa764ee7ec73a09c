"""From a customer's first message to the ringing on an idle agent's screen, on another node."""

from statistics import quantiles

from agents.models import Status
from chat.models import Customer, Site
from tests.agents.build import group
from tests.agents.queues import crew_of
from tests.bench.figures import Figure, Report
from tests.bench.javascript import Program, install
from tests.bench.nodes import running_nodes
from tests.bench.people import console, tokens_of, widget

AGENTS = 200
AT_ONCE = 20
OFFERS = 480
WARM_UP = 40
PER_SECOND = 3


def measure(report: Report) -> None:
    report.under(
        f"{AGENTS} agents online over two nodes; about {PER_SECOND} customers a second open a chat session on node 1"
        " and write, the agent accepts when it rings, the customer leaves; from the customer's first frame to the"
        " offer's frame at an agent on node 2"
    )
    install()
    crew = crew_of(AGENTS, [group()], connected_until=None, status=Status.OFFLINE)
    with running_nodes(2) as nodes, Program("queue.mjs") as people:
        for start in range(0, AGENTS, AT_ONCE):
            coming = enumerate(crew[start : start + AT_ONCE])
            clients = [console(agent, nodes[number % 2].url) for number, agent in coming]
            people.do("staff", clients=clients, at_once=AT_ONCE, online=True)
        offers_ms(people, WARM_UP, nodes[0].url)
        found_ms = offers_ms(people, OFFERS, nodes[0].url)
    of_hundred = quantiles(found_ms, n=100)
    spread = (min(found_ms), max(found_ms))
    report.add(Figure("p99", of_hundred[98], "ms", n=len(found_ms), spread=spread, at_most=50.0))
    report.add(Figure("p50", of_hundred[49], "ms", n=len(found_ms), spread=spread))


def offers_ms(people: Program, count: int, url: str) -> list[float]:
    """Of the offers at agents on node 2."""
    site, _ = Site.objects.get_or_create(name="Bench")
    customers = Customer.objects.bulk_create(Customer(site=site, name=f"Customer {n}") for n in range(count))
    clients = [widget(token, url) for token in tokens_of(customers)]
    done = people.do("offers", clients=clients, per_second=PER_SECOND)
    if done["closed"]:
        raise RuntimeError(f"agents were cut off: {done['closed']}")
    return [offer["ms"] for offer in done["offers"] if offer["agent"] % 2]
