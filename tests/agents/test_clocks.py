"""One fault must not stop the clocks of everybody else."""

import pytest

from agents import clocks
from agents.clocks import run_due
from agents.models import Agent, Offer, Sweep
from tests.agents.build import group, opened, present, ringing, rings_at, time_is_over

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_offer_that_cannot_be_ended_does_not_hold_up_those_behind_it():
    group()
    mia = present("mia", capacity=1)
    stuck = opened("Ada")
    leo = present("leo", capacity=1)
    other = opened("Bob")
    assert (rings_at(stuck), rings_at(other)) == ("mia", "leo")
    for talk in (stuck, other):
        time_is_over(ringing(talk))
    Agent.objects.filter(pk=mia.pk).update(active_slots=0)  # by whatever fault: freeing the slot now fails
    run_due()
    assert Offer.objects.get(chat_session=stuck, agent=mia).outcome is None
    assert Offer.objects.get(chat_session=other, agent=leo).outcome == "expired"


def test_a_clock_that_fails_for_any_reason_does_not_hold_up_the_next(monkeypatch):
    done = []

    def broken() -> int:
        raise ValueError("a bug")

    monkeypatch.setattr(clocks, "CLOCKS", (broken, lambda: done.append(1) or 1))
    assert (run_due(), done, Sweep.objects.count()) == (1, [1], 1)
