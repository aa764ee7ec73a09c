"""What agents ask that is one service call and an `ok`: which service answers which request."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from agents.models import Status
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
from agents.services.canned_replies import use_canned_reply
from agents.services.closing import close_by_agent
from agents.services.helpers import invite, part
from agents.services.lines import give_back, pull
from agents.services.mentions import saw_mentions
from agents.services.offers import accept_offer, decline_offer
from agents.services.status import end_wrap_up, extend_wrap_up, set_status
from agents.services.tags import set_tags
from agents.services.transfers import assign_by_supervisor, take_over, transfer_to_agent, transfer_to_group
from chat.protocol.base import Request
from chat.protocol.refusals import Refused

Service = Callable[[Any, UUID], None]


def _transfer(frame: Transfer, me: UUID) -> None:
    if (frame.agent is None) == (frame.group is None):
        raise Refused("bad_frame", _("A transfer goes to an agent or to a group."))
    if frame.agent is not None:
        transfer_to_agent(
            chat_session_id=frame.chat_session,
            agent_id=me,
            to_id=frame.agent,
            ask=frame.ask,
            note_text=frame.note,
        )
    elif frame.group is not None:
        transfer_to_group(
            chat_session_id=frame.chat_session, agent_id=me, group_id=frame.group, note_text=frame.note
        )


SERVICES: dict[type[Request], Service] = {
    SetStatus: lambda f, me: set_status(agent_id=me, status=Status(f.status), open_ones=f.open_ones),
    EndWrapUp: lambda f, me: end_wrap_up(agent_id=me),
    ExtendWrapUp: lambda f, me: extend_wrap_up(agent_id=me),
    Accept: lambda f, me: accept_offer(offer_id=f.offer, agent_id=me),
    Decline: lambda f, me: decline_offer(offer_id=f.offer, agent_id=me, reason=f.reason),
    Pull: lambda f, me: pull(chat_session_id=f.chat_session, agent_id=me),
    Transfer: _transfer,
    Requeue: lambda f, me: give_back(chat_session_id=f.chat_session, agent_id=me, note_text=f.note),
    Invite: lambda f, me: invite(chat_session_id=f.chat_session, agent_id=me, helper_id=f.agent),
    Part: lambda f, me: part(chat_session_id=f.chat_session, agent_id=me),
    TakeOver: lambda f, me: take_over(chat_session_id=f.chat_session, agent_id=me),
    Assign: lambda f, me: assign_by_supervisor(chat_session_id=f.chat_session, agent_id=me, to_id=f.agent),
    AgentClose: lambda f, me: close_by_agent(
        chat_session_id=f.chat_session,
        agent_id=me,
        disposition_id=f.disposition,
        tags=f.tags,
        note_text=f.note,
    ),
    UsedCanned: lambda f, me: use_canned_reply(reply_id=f.reply, agent_id=me),
    SawMentions: lambda f, me: saw_mentions(chat_session_id=f.chat_session, agent_id=me),
    SetTags: lambda f, me: set_tags(chat_session_id=f.chat_session, agent_id=me, tags=f.tags),
}
