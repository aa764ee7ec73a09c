"""Who may not see what they follow, for everybody on a node at once; and whom its customer may know of."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q

from agents.groups import part_of, with_groups
from agents.models import SkillGroup
from agents.rules.sight import Part, Seen, may_see
from chat.models import ChatSession, Phase


def not_visible(followed: Mapping[UUID, Collection[UUID]]) -> dict[UUID, set[UUID]]:
    """By agent, of the chat sessions that each follows, those they may not read now. Three queries for any number."""
    groups = list(SkillGroup.objects.all())
    parts = {agent.id: part_of(agent, groups) for agent in with_groups().filter(pk__in=followed)}
    rows = ChatSession.objects.filter(pk__in=set().union(*followed.values())).order_by()
    seen = {
        pk: Seen(queue, phase == Phase.CLOSED, [responsible, *helpers])
        for pk, queue, phase, responsible, helpers in rows.values_list(
            "pk", "queue_id", "phase", "responsible_id", "participant_ids"
        )
    }
    nobody = Part(is_staff=False)
    return {
        agent: {
            each
            for each in theirs
            if each not in seen or not may_see(agent, parts.get(agent, nobody), seen[each])
        }
        for agent, theirs in followed.items()
    }


def takes_part(*, agent_id: UUID, chat_session_id: UUID) -> bool:
    """Whether the agent answers in a chat session or helps there. Of anybody else its customer hears nothing."""
    part = Q(responsible_id=agent_id) | Q(participant_ids__contains=[agent_id])
    return ChatSession.objects.filter(part, pk=chat_session_id).exists()
