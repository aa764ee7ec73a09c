"""Silent customers are asked, then closed; and meanwhile do not count, if the group says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import Assignment, Routing
from agents.services.silence import look_at_silent
from chat.log.writer import append
from chat.models import Message
from tests.agents.build import check_slots, events, group, load, opened, present, stage, standing
from tests.chat.build import answered, said

pytestmark = pytest.mark.django_db(transaction=True)


def ago(seconds: int):
    return timezone.now() - timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def front_desk():
    yield group(auto_accept=True, warn_idle_seconds=60, close_idle_seconds=30)
    check_slots()


def wrote(talk, who: str, seconds_ago: int) -> None:
    talk.refresh_from_db()
    draft = said(talk) if who == "customer" else answered(talk)
    append([draft])
    Message.objects.filter(client_id=draft.client_id).update(created_at=ago(seconds_ago))
    Routing.objects.update(look_at=ago(0))


def test_a_customer_who_does_not_answer_is_asked_and_then_closed():
    present()
    talk = opened()
    wrote(talk, "agent", 61)
    assert (look_at_silent(), look_at_silent()) == (1, 0)
    assert (events(talk)[-1], standing(talk)[0]) == ("idle_warned", "active")
    Routing.objects.update(warned_at=ago(31), look_at=ago(1))
    assert look_at_silent() == 1
    closed = Message.objects.filter(chat_session=talk).order_by("-seq")[0]
    assert (closed.event, stage(talk)) == ({"name": "closed", "by": "system", "reason": "idle"}, "closed")


@pytest.mark.parametrize(
    ("_case", "texts"),
    [
        ("nobody wrote", []),
        ("the customer waits for an answer", [("agent", 90), ("customer", 80)]),
        ("asked just now", [("customer", 90), ("agent", 50)]),
    ],
)
def test_who_is_not_silent_is_left_alone(_case, texts):
    present()
    talk = opened()
    for who, seconds_ago in texts:
        wrote(talk, who, seconds_ago)
    assert (look_at_silent(), stage(talk), "idle_warned" in events(talk)) == (0, "assigned", False)


def test_who_answers_the_warning_is_not_closed():
    present()
    talk = opened()
    wrote(talk, "agent", 61)
    look_at_silent()
    Routing.objects.update(warned_at=ago(31))
    wrote(talk, "customer", 5)
    assert (look_at_silent(), stage(talk)) == (0, "assigned")
    assert Routing.objects.get().warned_at is None


def test_a_silent_customer_does_not_count_to_capacity_until_they_write_again(front_desk):
    front_desk.warn_idle_seconds, front_desk.idle_frees_slot_seconds = None, 40
    front_desk.save()
    mia, talk, waiting = present(capacity=1), opened(), opened("Bob")
    assert (load(mia), stage(waiting)) == (1, "waiting")
    wrote(talk, "agent", 41)
    look_at_silent()
    assert (stage(talk), stage(waiting), load(mia)) == ("assigned", "assigned", 1)
    wrote(talk, "customer", 0)
    look_at_silent()
    assert load(mia) == 2
    assert Assignment.objects.filter(counts=True).count() == 2


def test_messages_never_touch_the_clock_they_only_move_what_the_look_finds():
    present()
    talk = opened()
    before = Routing.objects.get().look_at
    append([said(talk)])
    assert Routing.objects.get().look_at == before
