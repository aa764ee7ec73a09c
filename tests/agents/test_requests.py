"""Whatever agents ask may be asked twice: a broken connection leaves open whether it was done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from agents.conversation import _serve
from agents.models import Agent, Assignment, CannedReply, Decision, Mention, Offer, Outcome, Routing, Tagging
from agents.protocol import (
    Accept,
    AgentClose,
    Assign,
    Decline,
    EndWrapUp,
    ExtendWrapUp,
    Invite,
    Part,
    Pull,
    Requeue,
    SawMentions,
    SetStatus,
    SetTags,
    TakeOver,
    Transfer,
    UsedCanned,
)
from agents.requests import SERVICES
from agents.services.lines import pull
from agents.services.transfers import transfer_to_agent
from chat.db import with_reconnect
from chat.models import ChatSession, Message
from chat.protocol.base import Request
from tests.agents.build import check_slots, group, opened, oversees, present, ringing

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "please ring twice"


class House:
    """Mia answers Ada; Bob rings at her. Leo and Zoe work elsewhere, Sam oversees everything of Mia's group."""

    def __init__(self) -> None:
        self.front = group(for_everyone=False)
        self.elsewhere = group("Elsewhere", strategy="manual")
        self.mia = present("mia", groups={self.front: 1}, capacity=3)
        self.ada = opened("Ada")
        pull(chat_session_id=self.ada.id, agent_id=self.mia.id)
        self.bob = opened("Bob")
        self.greeting = CannedReply.objects.create(shortcut="hi", text="Good morning")
        self.leo = present("leo", groups={self.elsewhere: 1})
        self.zoe = present("zoe", groups={self.elsewhere: 1})
        self.sam = present("sam", capacity=0)
        oversees(self.sam, self.front)

    def to_leo(self, *, ask: bool) -> None:
        transfer_to_agent(chat_session_id=self.ada.id, agent_id=self.mia.id, to_id=self.leo.id, ask=ask)

    def leo_calls_mia(self) -> None:
        Mention.objects.create(
            agent=self.mia, chat_session=self.ada, seq=1, by_id=self.leo.id, by_name="Leo", at=timezone.now()
        )

    def mia_pauses(self) -> None:
        until = timezone.now() + timedelta(seconds=30)
        Agent.objects.filter(pk=self.mia.pk).update(wrap_up_until=until, wrap_up_extra_seconds=30)

    def invites_leo(self) -> None:
        _serve(SERVICES[Invite], Invite(ref=1, chat_session=self.ada.id, agent=self.leo.id), self.mia.id)


def of(type_: Callable[..., Request], talk: ChatSession, **fields: Any) -> Request:
    return type_(ref=1, chat_session=talk.id, **fields)


Asked = tuple[Request, Agent]
ASKED: list[tuple[str, Callable[[House], Asked]]] = [
    ("go offline", lambda h: (SetStatus(ref=1, status="offline", open_ones="requeue"), h.mia)),
    ("end the pause", lambda h: (EndWrapUp(ref=1), h.mia)),
    ("accept", lambda h: (Accept(ref=1, offer=ringing(h.bob).id), h.mia)),
    ("accept a transfer", lambda h: (h.to_leo(ask=True), (Accept(ref=1, offer=ringing(h.ada).id), h.leo))[1]),
    ("decline", lambda h: (Decline(ref=1, offer=ringing(h.bob).id, reason="no"), h.mia)),
    (
        "decline a transfer",
        lambda h: (h.to_leo(ask=True), (Decline(ref=1, offer=ringing(h.ada).id), h.leo))[1],
    ),
    ("pull", lambda h: (of(Pull, h.bob), h.mia)),
    ("pass on", lambda h: (of(Transfer, h.ada, agent=h.leo.id, ask=False, note=NOTE), h.mia)),
    ("ask to take it", lambda h: (of(Transfer, h.ada, agent=h.leo.id, note=NOTE), h.mia)),
    ("pass on to a group", lambda h: (of(Transfer, h.ada, group=h.elsewhere.id, note=NOTE), h.mia)),
    ("pass on to its own group", lambda h: (of(Transfer, h.ada, group=h.front.id, note=NOTE), h.mia)),
    ("give back", lambda h: (of(Requeue, h.ada, note=NOTE), h.mia)),
    ("invite", lambda h: (of(Invite, h.ada, agent=h.leo.id), h.mia)),
    ("part", lambda h: (h.invites_leo(), (of(Part, h.ada), h.leo))[1]),
    ("take over", lambda h: (of(TakeOver, h.ada), h.sam)),
    ("assign", lambda h: (of(Assign, h.ada, agent=h.zoe.id), h.sam)),
    ("close", lambda h: (of(AgentClose, h.ada, tags=["refund"], note=NOTE), h.mia)),
    ("put tags on", lambda h: (of(SetTags, h.ada, tags=["refund"]), h.mia)),
    ("use a canned reply", lambda h: (UsedCanned(ref=1, reply=h.greeting.id), h.mia)),
    ("see a mention", lambda h: (h.leo_calls_mia(), (of(SawMentions, h.ada), h.mia))[1]),
    ("extend the pause", lambda h: (h.mia_pauses(), (ExtendWrapUp(ref=1), h.mia))[1]),
]


def everything() -> list[Any]:
    """What is stored, but for times."""
    return [
        list(rows)
        for rows in (
            ChatSession.objects.order_by("id").values_list(
                "phase", "responsible_id", "participant_ids", "queue_id"
            ),
            Routing.objects.order_by("pk").values_list("stage", "group", "order_at"),
            Assignment.objects.order_by("pk").values_list("agent", "ended_at"),
            Offer.objects.order_by("pk").values_list("agent", "outcome", "deadline"),
            Message.objects.order_by("pk").values_list("lane", "seq", "text", "event"),
            Decision.objects.order_by("pk").values_list("kind", "agent", "by", "why"),
            Agent.objects.order_by("pk").values_list("status", "active_slots", "misses", "wrap_up_until"),
            Outcome.objects.values_list("noted_at"),
            CannedReply.objects.filter(uses__gt=0).values_list("shortcut"),  # how often is no account
            Mention.objects.values_list("seq", "seen_at"),
            Tagging.objects.values_list("chat_session", "tag__name"),
        )
    ]


@pytest.mark.parametrize(("_what", "asked"), ASKED)
def test_what_was_done_before_the_connection_broke_is_done_once(_what, asked):
    frame, agent = asked(House())
    done: list[Any] = []

    def ask() -> None:
        _serve(SERVICES[type(frame)], frame, agent.id)
        done.append(everything())
        if len(done) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    before = everything()
    with_reconnect(ask)
    assert done[0] == done[1]
    assert (done[0] == before) == (_what == "end the pause")
    check_slots()


def test_nothing_that_agents_ask_is_left_out():
    house = House()
    assert {type(asked(house)[0]) for what, asked in ASKED if "transfer" not in what} == set(SERVICES)
