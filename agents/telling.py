"""Telling staff what changed, once the running transaction is committed.

Whatever a transaction asks to be told is read once, after the commit, in a fixed number of queries. What rings goes
first.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from agents.after_commit import AfterCommit, after_commit
from agents.cards import agent_state, cards_of, colleagues, offer_cards
from agents.clock import database_now
from agents.models import Agent, Offer
from agents.presence import who
from agents.protocol import (
    AgentEvent,
    ChatSessionCard,
    ChatSessionEvent,
    ColleagueEvent,
    OfferEnded,
    OfferEvent,
    TransferAnswered,
)
from chat.bus.publish import publish, publish_on_commit
from chat.hub.topics import FLOOR, Envelope, agent_topic, queue_topic
from chat.protocol.base import encode


def tell_cards(
    chat_session_ids: Iterable[UUID], *, agents: Iterable[UUID] = (), queues: Iterable[UUID] = ()
) -> None:
    """How chat sessions stand, to whoever may see them; besides, to agents and queues that have them no more."""
    more = {*map(agent_topic, agents), *map(queue_topic, queues)}

    def add(news: _News) -> None:
        for chat_session in chat_session_ids:
            news.cards.setdefault(chat_session, set()).update(more)

    after_commit(_News, add)


def tell_agents(agent_ids: Iterable[UUID]) -> None:
    """How agents stand: each to themselves in full, to everybody as a colleague."""
    after_commit(_News, lambda news: news.agents.update(agent_ids))


def tell_offer(offer: Offer) -> None:
    """Ring."""
    after_commit(_News, lambda news: news.offers.update({offer.id: offer.chat_session_id}))


def tell_offer_ended(offer: Offer) -> None:
    """It rings no more; and who asked for a transfer hears what became of it."""
    ended = OfferEnded(offer=offer.id, chat_session=offer.chat_session_id, outcome=offer.outcome)  # type: ignore[arg-type]
    told = [Envelope(agent_topic(offer.agent_id), 0, encode(ended))]
    if offer.made_by_id is not None:
        answered = TransferAnswered(
            chat_session=offer.chat_session_id,
            agent=offer.agent.name,
            outcome=ended.outcome,
            reason=offer.reason,
        )
        told.append(Envelope(agent_topic(offer.made_by_id), 0, encode(answered)))
    publish_on_commit(told)


class _News(AfterCommit):
    """What one transaction tells staff."""

    def __init__(self) -> None:
        self.cards: dict[UUID, set[str]] = {}  # chat session → topics besides its audience
        self.agents: set[UUID] = set()
        self.offers: dict[UUID, UUID] = {}  # offer → chat session

    def do(self) -> None:
        cards = cards_of({*self.cards, *self.offers.values()})
        if self.offers:
            publish(list(self._offers(cards)))
        publish([*self._cards(cards), *(self._agents() if self.agents else ())])

    def _offers(self, cards: dict[UUID, ChatSessionCard]) -> Iterator[Envelope]:
        now = database_now()
        live = Offer.objects.filter(pk__in=list(self.offers), outcome=None)
        for agent_id, card in offer_cards(live, cards):
            yield Envelope(agent_topic(agent_id), 0, encode(OfferEvent(now=now, offer=card)))

    def _cards(self, cards: dict[UUID, ChatSessionCard]) -> Iterator[Envelope]:
        for chat_session, topics in self.cards.items():
            if (card := cards.get(chat_session)) is not None:
                frame = encode(ChatSessionEvent(chat_session=card))
                for topic in topics | _audience(card):
                    yield Envelope(topic, 0, frame)

    def _agents(self) -> Iterator[Envelope]:
        present, now = who.present_agents(), database_now()
        rows = list(
            Agent.objects.filter(pk__in=self.agents).select_related("user").prefetch_related("memberships")
        )
        for agent in rows:
            frame = encode(AgentEvent(agent=agent_state(agent, present, now)))
            yield Envelope(agent_topic(agent.id), 0, frame)
        for colleague in colleagues(rows, present, now):
            yield Envelope(FLOOR, 0, encode(ColleagueEvent(colleague=colleague)))


def _audience(card: ChatSessionCard) -> set[str]:
    people = {*card.helpers, *([card.responsible.id] if card.responsible and card.responsible.id else [])}
    return {queue_topic(card.group), *map(agent_topic, people)}
