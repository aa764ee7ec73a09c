"""What agents' workspaces show: one reading of the floor, from which the workspace of each agent is made."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet

from agents.cards import agent_state, card_columns, cards, colleagues, offer_cards
from agents.clock import database_now
from agents.groups import part_of, with_groups
from agents.models import Agent, Disposition, Offer, SkillGroup, Tag
from agents.presence import who
from agents.protocol import ChatSessionCard, GroupCard, NamedChoice, OfferCard, Workspace
from agents.rules.sight import Part
from agents.services.drafts import drafts_of
from agents.services.mentions import mentions_of
from chat.attachments.limits import limits_anywhere
from chat.compiled import Compiled, IsAnyOf, SharesOne
from chat.models import ChatSession, Phase
from chat.protocol.base import MAX_TEXT_CHARS

HEARTBEAT_SECONDS = 10
"""Shorter than customers': who drops out must be missed soon."""
MOST_CARDS = 500
MOST_TAGS = 100
"""So many are offered to choose from, those that were made last."""


def workspaces(agent_ids: Collection[UUID]) -> dict[UUID, Workspace]:
    """Everything that the workspaces of these agents show, `ref` null; of an agent who is no more, nothing.

    A fixed number of queries for any number of agents, and two for each set of queues that some of them share.
    """
    asked = set(agent_ids)
    reading = _Reading(asked)
    return {agent.id: reading.workspace(agent) for agent in reading.agents if agent.id in asked}


class _Reading:
    """What the asked agents see of the floor at one moment; what many see is read once."""

    def __init__(self, asked: Collection[UUID]) -> None:
        self.now, self.present = database_now(), who.present_agents()
        self.agents = list(with_groups())
        self._groups = list(SkillGroup.objects.all())
        self._parts = {agent.id: part_of(agent, self._groups) for agent in self.agents if agent.id in asked}
        self._colleagues = colleagues(self.agents, self.present, self.now)
        self._tags = sorted(Tag.objects.order_by("-id").values_list("name", flat=True)[:MOST_TAGS])
        self._dispositions = [
            (NamedChoice(each.id, each.name), {group.id for group in each.groups.all()})
            for each in Disposition.objects.filter(is_active=True).prefetch_related("groups")
        ]
        self._offers = _offers_to(asked)
        self._active = self._read_active(asked)
        self._drafts = drafts_of(asked)
        self._uploads = limits_anywhere()
        self._mentions = mentions_of(self._parts)
        self._helped = cards(HELPED_IN_LINE, list(asked))
        self._in_line = cache(lambda queues, phase: cards(IN_LINE[phase], list(queues)))

    def workspace(self, agent: Agent) -> Workspace:
        part = self._parts[agent.id]
        mine: list[ChatSessionCard] = []
        others: list[ChatSessionCard] = []
        for card in self._active[agent.id] if part.is_staff else []:
            (mine if card.responsible and card.responsible.id == agent.id else others).append(card)
        return Workspace(
            ref=None,
            now=self.now,
            agent=agent_state(agent, self.present, self.now),
            offers=self._offers.get(agent.id, []),
            mine=mine[:MOST_CARDS],
            waiting=self._waiting(agent, part, Phase.WAITING),
            left=self._waiting(agent, part, Phase.LEFT),
            others=others[:MOST_CARDS],
            groups=[
                GroupCard(
                    id=each.id,
                    name=each.name,
                    member=each.id in part.queues,
                    supervised=each.id in part.supervised,
                    warn_answer_seconds=each.warn_answer_seconds,
                    late_answer_seconds=each.late_answer_seconds,
                )
                for each in self._groups
            ],
            colleagues=[each for each in self._colleagues if each.id != agent.id],
            dispositions=[choice for choice, of in self._dispositions if not of or of & part.queues],
            tags=self._tags,
            drafts=self._drafts[agent.id],
            mentions=self._mentions[agent.id],
            heartbeat_seconds=HEARTBEAT_SECONDS,
            max_text_chars=MAX_TEXT_CHARS,
            uploads=self._uploads,
            amend_seconds=settings.FRONTDESK.amend_seconds,
        )

    def _read_active(self, asked: Collection[UUID]) -> dict[UUID, list[ChatSessionCard]]:
        """By agent: theirs, those they help in and those they oversee, the oldest first."""
        overseers: dict[UUID, set[UUID]] = defaultdict(set)
        for agent_id, part in self._parts.items():
            for queue in part.supervised:
                overseers[queue].add(agent_id)
        seen: dict[UUID, list[ChatSessionCard]] = defaultdict(list)
        for card in cards(ACTIVE, list(asked), list(overseers)):
            by = {*card.helpers, *(overseers.get(card.group, ()) if card.group else ())}
            if card.responsible and card.responsible.id:
                by.add(card.responsible.id)
            for agent_id in by:
                seen[agent_id].append(card)
        return seen

    def _waiting(self, agent: Agent, part: Part, phase: Phase) -> list[ChatSessionCard]:
        """The head of the line of their queues, and whatever else of the line they help in."""
        if not part.is_staff:
            return []
        line: list[ChatSessionCard] = self._in_line(part.queues, phase)
        helped = [card for card in self._helped if agent.id in card.helpers and card.phase == phase]
        if not helped:
            return line
        joined = {card.id: card for card in [*line, *helped]}
        return sorted(joined.values(), key=lambda card: (card.order_at, card.id))[:MOST_CARDS]


def _active(agents: UUID, supervised: UUID) -> QuerySet[ChatSession, Any]:
    """Running chat sessions of these agents, those they help in and those of the groups they oversee."""
    concerned = (
        Q(IsAnyOf("responsible_id", agents))
        | Q(SharesOne("participant_ids", agents))
        | Q(IsAnyOf("queue_id", supervised))
    )
    return card_columns(ChatSession.objects.filter(concerned, phase=Phase.ACTIVE).order_by("opened_at"))


def _in_line(phase: Phase, queues: UUID) -> QuerySet[ChatSession, Any]:
    line = ChatSession.objects.filter(Q(IsAnyOf("queue_id", queues)) | Q(queue_id=None), phase=phase)
    return card_columns(line.order_by(F("routing__order_at").asc(nulls_last=True), "id"))[:MOST_CARDS]


def _helped_in_line(agents: UUID) -> QuerySet[ChatSession, Any]:
    in_line = ChatSession.objects.filter(phase__in=[Phase.WAITING, Phase.LEFT])
    return card_columns(in_line.filter(SharesOne("participant_ids", agents)))


ACTIVE = Compiled(_active)
IN_LINE = {phase: Compiled(partial(_in_line, phase)) for phase in (Phase.WAITING, Phase.LEFT)}
HELPED_IN_LINE = Compiled(_helped_in_line)


def _offers_to(asked: Collection[UUID]) -> dict[UUID, list[OfferCard]]:
    ringing: dict[UUID, list[OfferCard]] = defaultdict(list)
    for agent_id, card in offer_cards(Offer.objects.filter(agent__in=asked, outcome=None)):
        ringing[agent_id].append(card)
    return ringing
