"""Leases against a model of them: whatever is said in whatever order, Redis and the model agree on who is present."""

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agents.presence.leases import PREFIX, Lease
from agents.presence.link import client_of
from chat.ids import new_id
from tests.agents.presence.build import forget_presence, leases, who

# One unit is a minute and a half, so that the few milliseconds that a step really takes never decide.
UNIT_MS = 90_000
LEASE, LINGERING = 15.5, 5.5
AGENTS = (new_id(), new_id())
CONNECTIONS = {agent: (new_id(), new_id()) for agent in AGENTS}

agents = st.sampled_from(AGENTS)
numbers = st.sampled_from((0, 1))
connect_times = st.integers(1, 3)
messages = st.builds(
    lambda agent, number, at: Lease(agent, CONNECTIONS[agent][number], at), agents, numbers, connect_times
)


@dataclass
class Known:
    """The newest that was heard of a connection id; `ends` None says that it is over."""

    connected_at: int
    ends: float | None


@dataclass
class Model:
    now: float = 0.0
    known: dict[UUID, Known] = field(default_factory=dict)
    present_until: dict[UUID, float] = field(default_factory=dict)

    def hold(self, lease: Lease) -> None:
        known = self.known.get(lease.connection_id)
        if known and (known.connected_at, known.ends is None) > (lease.connected_at, False):
            return
        self.known[lease.connection_id] = Known(lease.connected_at, self.now + LEASE)
        self.present_until[lease.agent_id] = self.now + LEASE

    def let_go(self, lease: Lease) -> bool:
        known = self.known.get(lease.connection_id)
        news = known is None or (known.connected_at, known.ends is None) < (lease.connected_at, True)
        if news:
            self.known[lease.connection_id] = Known(lease.connected_at, None)
        live = [
            known.ends
            for connection in CONNECTIONS[lease.agent_id]
            if (known := self.known.get(connection)) and known.ends is not None and known.ends > self.now
        ]
        if news:
            most = max([*live, self.now + LINGERING])
            self.present_until[lease.agent_id] = min(self.present_until.get(lease.agent_id, 0.0), most)
        return not live

    def present(self) -> set[UUID]:
        return {agent for agent, ends in self.present_until.items() if ends > self.now}


class LeasesMachine(RuleBasedStateMachine):
    """Two nodes' messages about two tabs of each of two agents; ids are reused, and every message may be stale."""

    def __init__(self) -> None:
        super().__init__()
        forget_presence()
        self.client = client_of(settings.REDIS_URL)
        self.leases = leases(
            self.client,
            lease_ms=round(LEASE * UNIT_MS),
            lingering_ms=round(LINGERING * UNIT_MS),
            memory_ms=10_000 * UNIT_MS,
        )
        self.model = Model()

    @initialize(lease=messages)
    def begins(self, lease: Lease) -> None:
        self.connects(lease)

    @rule(lease=messages)
    def connects(self, lease: Lease) -> None:
        self.leases.connect(lease)
        self.model.hold(lease)

    @rule(held=st.lists(messages, max_size=4))
    def renews(self, held: list[Lease]) -> None:
        self.leases.renew(held)
        for lease in held:
            self.model.hold(lease)

    @rule(lease=messages)
    def disconnects(self, lease: Lease) -> None:
        assert self.leases.disconnect(lease) is self.model.let_go(lease)

    @rule(units=st.sampled_from((1, 4, 6, 10, 16)))
    def time_passes(self, units: int) -> None:
        """Everything that Redis holds ends so much earlier."""
        for agent, _ in self.client.zscan_iter(f"{PREFIX}agents"):
            self.client.zincrby(f"{PREFIX}agents", -units * UNIT_MS, agent)
        for key in self.client.scan_iter(f"{PREFIX}of:*"):
            for connection, record in self.client.hgetall(key).items():
                at, ends, forget_at = map(int, record.split())
                earlier = max(ends - units * UNIT_MS, 1) if ends else 0
                self.client.hset(key, connection, f"{at} {earlier} {forget_at}")
        self.model.now += units

    @rule()
    def redis_is_flushed(self) -> None:
        self.client.flushall()
        self.model = Model(now=self.model.now)
        self.leases.renew(
            [Lease(UUID(int=0), UUID(int=0), 0)]
        )  # Redis is told of somebody, and knows the rest
        self.model.present_until[UUID(int=0)] = self.model.now + LEASE

    @invariant()
    def they_agree(self) -> None:
        assert who(self.leases) == self.model.present()

    def teardown(self) -> None:
        self.client.close()


LeasesMachine.TestCase.settings = hypothesis_settings(max_examples=60, stateful_step_count=30, deadline=None)
TestLeases = LeasesMachine.TestCase
