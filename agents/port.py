"""Chat's ports, answered by the services and selectors here."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from agents.cards import visible_chat_sessions
from agents.clock import database_now
from agents.doors import agent_of
from agents.engine import serve
from agents.groups import group_for, open_times
from agents.models import Agent, Routing, Stage
from agents.queue_board import place_of
from agents.rules.hours import is_open, opens_at
from agents.services.closing import end_holding
from agents.services.lines import enter_left_messages, enter_line
from agents.telling import tell_cards
from chat.models import ChatSession
from chat.ports import Admission, PlaceInLine


class AgentAssignment:
    """See `chat.ports.AssignmentPort`."""

    def admission(self, *, site_id: UUID, customer_id: UUID, language: str) -> Admission:
        group = group_for(site_id=site_id, language=language)
        times = open_times(group)
        if times.limited and not is_open(times, now=(now := database_now())):
            return Admission(open=False, reason="hours", opens_at=opens_at(times, now=now), queue=group.id)
        in_line = Routing.objects.filter(group=group, stage__in=[Stage.WAITING, Stage.OFFERED])
        if group.queue_cap is not None and in_line.count() >= group.queue_cap:
            return Admission(open=False, reason="full", queue=group.id)
        return Admission(open=True, queue=group.id)

    def queue_for(self, *, site_id: UUID, language: str) -> UUID | None:
        return group_for(site_id=site_id, language=language).id

    def may_reopen(self, *, chat_session_id: UUID, closed_at: datetime) -> bool:
        routing = Routing.objects.select_related("group").filter(pk=chat_session_id).first()
        if routing is None:
            return False
        return closed_at + timedelta(seconds=routing.group.reopen_seconds) > database_now()

    def opens(self, chat_session: ChatSession, *, queue: UUID | None) -> None:
        enter_line(chat_session, _named(queue))

    def leaves(self, chat_session: ChatSession, *, queue: UUID | None) -> None:
        enter_left_messages(chat_session, _named(queue))

    def waits(self, *, chat_session_id: UUID, queue: UUID | None) -> None:
        given = 0 if queue is None else serve(queue)
        waiting = Routing.objects.filter(pk=chat_session_id, stage=Stage.WAITING)
        if not given or waiting.exists():  # of one that was given, the engine told
            tell_cards([chat_session_id])

    def closes(self, chat_session: ChatSession) -> None:
        end_holding(chat_session)

    def place(self, *, chat_session_id: UUID) -> PlaceInLine | None:
        return place_of(chat_session_id)


def _named(queue: UUID | None) -> UUID:
    assert queue is not None  # said by `admission` or `queue_for` above
    return queue


class AgentStaff:
    """See `chat.ports.StaffPort`."""

    def agent_of(self, request: HttpRequest) -> UUID | None:
        agent = agent_of(request)
        return None if agent is None else agent.id

    def may_see(self, *, agent_id: UUID, chat_session_id: UUID) -> bool:
        agent = Agent.objects.select_related("user").get(pk=agent_id)
        return visible_chat_sessions(agent).filter(pk=chat_session_id).exists()
