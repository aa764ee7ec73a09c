"""Going offline asks first; wrap-up; reason codes and tags; who may close."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from agents.clocks import run_due
from agents.models import Agent, Disposition, Outcome, Status
from agents.services.closing import close_by_agent
from agents.services.status import end_wrap_up, extend_wrap_up, set_idle_away, set_status
from agents.services.tags import set_tags
from tests.agents.build import (
    check_slots,
    events,
    group,
    load,
    opened,
    oversees,
    present,
    refusal,
    stage,
    standing,
)
from tests.chat.build import lane

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def front_desk():
    yield group(auto_accept=True)
    check_slots()


def test_going_offline_with_open_chat_sessions_asks_first():
    mia, talk = present(), opened()
    assert refusal(set_status, agent_id=mia.id, status=Status.OFFLINE) == "open_chat_sessions"
    assert Agent.objects.get().status == "online"
    set_status(agent_id=mia.id, status=Status.OFFLINE, open_ones="keep")
    assert (standing(talk), load(mia)) == (("active", mia.id), 1)
    set_status(agent_id=mia.id, status=Status.OFFLINE, open_ones="requeue")
    assert (standing(talk), load(mia)) == (("waiting", None), 0)


def test_in_wrap_up_nothing_comes_until_it_is_over_or_ended(front_desk):
    front_desk.wrap_up_seconds = 60
    front_desk.save()
    mia, talk = present(), opened()
    close_by_agent(chat_session_id=talk.id, agent_id=mia.id)
    waits = opened("Bob")
    assert stage(waits) == "waiting"
    end_wrap_up(agent_id=mia.id)
    assert stage(waits) == "assigned"
    close_by_agent(chat_session_id=waits.id, agent_id=mia.id)
    third = opened("Cy")
    assert (run_due(), stage(third)) == (0, "waiting")
    Agent.objects.update(wrap_up_until=timezone.now() - timedelta(seconds=1))
    run_due()
    assert (stage(third), Agent.objects.get().wrap_up_until) == ("assigned", None)


def test_a_pause_is_made_longer_once_by_as_much_as_the_group_gives(front_desk):
    front_desk.wrap_up_seconds = 60
    front_desk.save()
    mia, talk = present(), opened()
    assert refusal(extend_wrap_up, agent_id=mia.id) == "stale"
    close_by_agent(chat_session_id=talk.id, agent_id=mia.id)
    until = Agent.objects.get().wrap_up_until
    assert until is not None
    for _ in range(2):
        extend_wrap_up(agent_id=mia.id)
        assert Agent.objects.get().wrap_up_until == until + timedelta(seconds=60)
    end_wrap_up(agent_id=mia.id)
    assert refusal(extend_wrap_up, agent_id=mia.id) == "stale"


def test_what_is_closed_in_a_pause_makes_it_no_shorter(front_desk):
    front_desk.wrap_up_seconds = 60
    front_desk.save()
    mia = present()
    talks = [opened(), opened("Bob")]
    close_by_agent(chat_session_id=talks[0].id, agent_id=mia.id)
    extend_wrap_up(agent_id=mia.id)
    until = Agent.objects.get().wrap_up_until
    close_by_agent(chat_session_id=talks[1].id, agent_id=mia.id)
    again = Agent.objects.get()
    assert (again.wrap_up_until, again.wrap_up_extra_seconds) == (until, 60)


def test_a_note_at_the_end_is_left_for_staff_once():
    mia, talk = present(), opened()
    for _ in range(2):
        close_by_agent(chat_session_id=talk.id, agent_id=mia.id, note_text=" refunded in full ")
    assert lane(talk, "staff") == [(1, "refunded in full")]
    assert events(talk) == ["opened", "assigned", "closed"]


def test_who_closes_without_a_word_of_tags_leaves_those_it_has():
    mia, talk = present(), opened()
    set_tags(chat_session_id=talk.id, agent_id=mia.id, tags=["refund"])
    close_by_agent(chat_session_id=talk.id, agent_id=mia.id)
    assert list(talk.taggings.values_list("tag__name", flat=True)) == ["refund"]


def test_who_shows_no_sign_of_life_is_set_to_away_and_back_by_their_own_choice():
    mia = present()
    assert (set_idle_away([mia.id]), set_idle_away([mia.id])) == (1, 0)
    mia.refresh_from_db()
    assert (mia.status, mia.status_reason) == ("away", "idle")
    set_status(agent_id=mia.id, status=Status.ONLINE)
    mia.refresh_from_db()
    assert (mia.status, mia.status_reason) == ("online", "")


def test_closing_notes_the_reason_and_tags_once():
    mia, talk = present(), opened()
    reason = Disposition.objects.create(name="Question answered")
    for _ in range(2):
        close_by_agent(
            chat_session_id=talk.id, agent_id=mia.id, disposition_id=reason.id, tags=["refund", "delivery"]
        )
    outcome = Outcome.objects.get()
    assert (outcome.disposition, outcome.agent) == (reason, mia)
    assert sorted(talk.taggings.values_list("tag__name", flat=True)) == ["delivery", "refund"]
    assert (events(talk), load(mia)) == (["opened", "assigned", "closed"], 0)


def test_a_reason_of_another_group_is_none_of_this_one():
    mia, talk = present(), opened()
    reason = Disposition.objects.create(name="Parcel lost")
    reason.groups.add(group("Deliveries"))
    other = {"chat_session_id": talk.id, "agent_id": mia.id, "disposition_id": reason.id}
    assert refusal(close_by_agent, **other) == "unknown"


def test_who_may_close_and_what_is_refused_leaves_nothing(front_desk):
    mia, leo, talk = present(), present("leo", status=Status.AWAY), None
    talk = opened()
    assert refusal(close_by_agent, chat_session_id=talk.id, agent_id=leo.id) == "forbidden"
    unknown = {"chat_session_id": talk.id, "agent_id": mia.id, "disposition_id": uuid4()}
    assert refusal(close_by_agent, **unknown) == "unknown"
    assert refusal(close_by_agent, chat_session_id=uuid4(), agent_id=mia.id) == "unknown"
    assert (stage(talk), Outcome.objects.count()) == ("assigned", 0)
    oversees(leo, front_desk)
    close_by_agent(chat_session_id=talk.id, agent_id=leo.id)
    assert stage(talk) == "closed"
