"""Assignment as a machine: whatever happens in whatever order, each chat session has one owner and a next step."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from agents.clocks import run_due
from agents.models import (
    Agent,
    Assignment,
    CustomerCare,
    Decision,
    Offer,
    OpeningHours,
    Outcome,
    Routing,
    SkillGroup,
    Status,
)
from agents.presence import who
from agents.services.closing import close_by_agent
from agents.services.helpers import invite, part
from agents.services.lines import give_back, pull
from agents.services.offers import accept_offer, decline_offer
from agents.services.presence import arrive
from agents.services.status import set_status
from agents.services.transfers import assign_by_supervisor, transfer_to_agent, transfer_to_group
from chat.models import ChatSession, Customer, Message
from chat.protocol.refusals import Refused
from chat.services.chat_sessions import close_chat_session, open_chat_session
from tests.agents.build import close_until_later, group, oversees, present
from tests.agents.invariants import (
    check_capacity,
    check_nobody_waits_beside_a_free_agent,
    check_owners,
    check_who_waited_longer_was_asked_first,
)
from tests.chat.build import customer

AGENTS = ("mia", "leo", "zoe")
CUSTOMERS = tuple(f"c{n}" for n in range(6))
agents, customers, groups = (
    st.sampled_from(AGENTS),
    st.sampled_from(CUSTOMERS),
    st.sampled_from(("Front desk", "Deliveries")),
)
PAST = timedelta(seconds=-1)


def expect(no: Refused, codes: set[str]) -> None:
    assert no.code in codes


class Floor(RuleBasedStateMachine):
    """Three agents, six customers, two queues; the forced over capacity is counted."""

    @initialize(capacities=st.lists(st.integers(0, 2), min_size=3, max_size=3), auto=st.booleans())
    def open_the_floor(self, capacities: list[int], auto: bool) -> None:
        front, deliveries = group(), group("Deliveries", auto_accept=auto, misses_until_away=1)
        self.forced: set[str] = set()
        for name, capacity in zip(AGENTS, capacities, strict=True):
            made = present(name, capacity=capacity, groups={deliveries: 1} if name != "mia" else {})
            if name == "mia":
                oversees(made, front)
        for name in CUSTOMERS:
            customer(name)

    def teardown(self) -> None:
        for model in (
            Decision,
            Offer,
            Assignment,
            Outcome,
            Routing,
            Message,
            ChatSession,
            CustomerCare,
            Customer,
        ):
            model.objects.all().delete()
        for made in Agent.objects.all():
            user = made.user
            made.delete()
            user.delete()
        SkillGroup.objects.all().delete()

    # ------------------------------------------------------------ what people do

    @rule(name=customers)
    def arrives(self, name: str) -> None:
        open_chat_session(customer_id=Customer.objects.get(name=name).id)

    @rule(name=customers)
    def leaves(self, name: str) -> None:
        if talk := self.open_talk(name):
            close_chat_session(chat_session=talk.id, by="customer", customer=talk.customer_id)

    @rule(name=agents)
    def accepts(self, name: str) -> None:
        if offer := self.offer_at(name):
            accept_offer(offer_id=offer.id, agent_id=offer.agent_id)

    @rule(name=agents)
    def declines(self, name: str) -> None:
        if offer := self.offer_at(name):
            decline_offer(offer_id=offer.id, agent_id=offer.agent_id, reason="no")

    @rule(name=agents)
    def answers_too_late(self, name: str) -> None:
        ended = (
            Offer.objects.filter(agent__name=name.title()).exclude(outcome=None).exclude(outcome="accepted")
        )
        for offer in ended[:1]:
            with pytest.raises(Refused):
                accept_offer(offer_id=offer.id, agent_id=offer.agent_id)

    @rule(name=agents)
    def lets_it_ring(self, name: str) -> None:
        if offer := self.offer_at(name):
            Offer.objects.filter(pk=offer.pk).update(deadline=timezone.now() + PAST)
            run_due()

    @rule(name=agents, of=customers)
    def closes(self, name: str, of: str) -> None:
        self.may_refuse(close_by_agent, name, of)

    @rule(name=agents, of=customers)
    def pulls(self, name: str, of: str) -> None:
        self.may_refuse(pull, name, of)

    @rule(name=agents, of=customers)
    def gives_back(self, name: str, of: str) -> None:
        self.may_refuse(give_back, name, of)

    @rule(name=agents, of=customers, to=agents, ask=st.booleans())
    def transfers(self, name: str, of: str, to: str, ask: bool) -> None:
        self.may_refuse(transfer_to_agent, name, of, to_id=self.agent(to).id, ask=ask)

    @rule(name=agents, of=customers, to=groups)
    def transfers_to_queue(self, name: str, of: str, to: str) -> None:
        self.may_refuse(transfer_to_group, name, of, group_id=SkillGroup.objects.get(name=to).id)

    @rule(name=agents, of=customers, to=agents)
    def forces(self, name: str, of: str, to: str) -> None:
        talk = self.open_talk(of)
        if talk is not None:
            before = Assignment.objects.filter(
                chat_session=talk, ended_at=None, agent=self.agent(to)
            ).exists()
            self.may_refuse(assign_by_supervisor, name, of, to_id=self.agent(to).id)
            talk.refresh_from_db()
            if not before and talk.responsible_id == self.agent(to).id:
                self.forced.add(to)

    @rule(name=agents, of=customers, helper=agents)
    def invites(self, name: str, of: str, helper: str) -> None:
        self.may_refuse(invite, name, of, helper_id=self.agent(helper).id)

    @rule(name=agents, of=customers)
    def parts(self, name: str, of: str) -> None:
        self.may_refuse(part, name, of)

    @rule(
        name=agents,
        status=st.sampled_from(list(Status)),
        open_ones=st.sampled_from([None, "keep", "requeue"]),
    )
    def chooses(self, name: str, status: Status, open_ones) -> None:
        try:
            set_status(agent_id=self.agent(name).id, status=status, open_ones=open_ones)
        except Refused as no:
            expect(no, {"open_chat_sessions"})

    # ------------------------------------------------------------ what happens to them

    @rule(name=agents)
    def drops_out(self, name: str) -> None:
        Agent.objects.filter(name=name.title()).update(connected_until=timezone.now() + PAST)
        run_due()

    @rule(name=agents)
    def comes_back(self, name: str) -> None:
        arrive(agent_id=self.agent(name).id)

    @precondition(lambda self: Assignment.objects.filter(ended_at=None, absent_until__isnull=False).exists())
    @rule()
    def stays_away(self) -> None:
        missed = Assignment.objects.filter(ended_at=None, absent_until__isnull=False)
        missed.update(absent_until=timezone.now() + PAST)
        run_due()

    @rule(of=groups)
    def has_its_hours_end_and_begin_again(self, of: str) -> None:
        close_until_later(SkillGroup.objects.get(name=of))
        run_due()
        OpeningHours.objects.all().delete()

    @rule(times=st.integers(1, 3))
    def is_swept(self, times: int) -> None:
        for _ in range(times):
            run_due()

    # ------------------------------------------------------------ what always holds

    @invariant()
    def one_owner_at_most_and_a_next_step(self) -> None:
        check_owners()

    @invariant()
    def slots_are_exact_and_nobody_is_over_capacity_unless_forced(self) -> None:
        check_capacity(forced={name.title() for name in self.forced})

    @invariant()
    def nobody_waits_beside_a_free_agent(self) -> None:
        check_nobody_waits_beside_a_free_agent()

    @invariant()
    def who_waited_longer_was_asked_first(self) -> None:
        check_who_waited_longer_was_asked_first()

    # ------------------------------------------------------------ helpers

    def agent(self, name: str) -> Agent:
        return Agent.objects.get(name=name.title())

    def offer_at(self, name: str) -> Offer | None:
        return Offer.objects.filter(agent__name=name.title(), outcome=None).first()

    def open_talk(self, of: str) -> ChatSession | None:
        return ChatSession.objects.filter(customer__name=of).exclude(phase="closed").first()

    def may_refuse(self, work, name: str, of: str, **more: object) -> None:
        """What a service refuses leaves everything as it is; the invariants see to that."""
        talk = self.open_talk(of)
        if talk is None:
            return
        try:
            work(chat_session_id=talk.id, agent_id=self.agent(name).id, **more)
        except Refused as no:
            expect(no, {"forbidden", "full", "stale", "unknown", "closed"})


@pytest.mark.django_db(transaction=True)
def test_whatever_happens_each_chat_session_has_one_owner_and_a_next_step(monkeypatch):
    monkeypatch.setattr(who, "present_agents", lambda: None)  # the leases in the database say who is there
    run_state_machine_as_test(
        Floor,
        settings=settings(
            max_examples=10, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=False,
        ),
    )  # fmt: skip
