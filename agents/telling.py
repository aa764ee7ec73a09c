"""Telling staff what changed, once the running transaction is committed.

What rings is told at once. How chat sessions and agents stand is read and told soon after (`agents.soon`), whatever was
changed meanwhile in one reading and, for each who hears it, in one frame.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar
from uuid import UUID

from agents.after_commit import AfterCommit, after_commit
from agents.audience import audience_envelopes, topics_of
from agents.cards import agent_state, cards_of, colleagues, ringing_cards
from agents.clock import database_now
from agents.groups import with_groups
from agents.models import Offer
from agents.presence import who
from agents.protocol import (
    AgentEvent,
    Changes,
    ChatSessionCard,
    ChatSessionEvent,
    ColleagueEvent,
    OfferEnded,
    OfferEvent,
    TransferAnswered,
)
from agents.soon import Soon
from chat.bus.publish import publish, publish_on_commit
from chat.hub.topics import FLOOR, Envelope, agent_topic, queue_topic
from chat.protocol.base import encode

MOST_IN_A_FRAME = 100
T = TypeVar("T")


def tell_cards(
    chat_session_ids: Iterable[UUID], *, agents: Iterable[UUID] = (), queues: Iterable[UUID] = ()
) -> None:
    """How chat sessions stand, to whoever may see them; besides, to agents and queues that have them no more.

    Of those, who may not see them any more stops hearing what is said there at once (`agents.following`).
    """
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
        try:
            if self.offers:
                publish(list(_ringing(self.offers)))
            if given_away := [chat_session for chat_session, topics in self.cards.items() if topics]:
                publish(audience_envelopes(given_away))
        finally:
            STAFF_NEWS.add(self.cards, self.agents)


def _ringing(offers: Mapping[UUID, UUID]) -> Iterator[Envelope]:
    now, found = database_now(), cards_of(set(offers.values()))
    for agent_id, card in ringing_cards(offers, found):
        yield Envelope(agent_topic(agent_id), 0, encode(OfferEvent(now=now, offer=card)))


class StaffNews:
    """What is still to be told staff by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cards: dict[UUID, set[str]] = {}
        self._agents: set[UUID] = set()
        self.soon = Soon(self._tell, name="staff-news", pause_seconds=0.25, lull_seconds=0.05)

    def add(self, cards: Mapping[UUID, set[str]], agents: Iterable[UUID]) -> None:
        with self._lock:
            for chat_session, topics in cards.items():
                self._cards.setdefault(chat_session, set()).update(topics)
            self._agents.update(agents)
        self.soon.changed("staff")

    def _tell(self, _key: str) -> None:
        with self._lock:
            cards, self._cards = self._cards, {}
            agents, self._agents = self._agents, set()
        publish([*_card_envelopes(cards), *(_agent_envelopes(agents) if agents else ())])


STAFF_NEWS = StaffNews()


def _card_envelopes(told: Mapping[UUID, set[str]]) -> Iterator[Envelope]:
    heard: dict[str, list[ChatSessionCard]] = {}
    for card in cards_of(told).values():
        for topic in told[card.id] | _audience(card):
            heard.setdefault(topic, []).append(card)
    for topic, cards in heard.items():
        for some in _parts(cards):
            one = ChatSessionEvent(chat_session=some[0])
            yield Envelope(topic, 0, encode(one if len(some) == 1 else Changes(chat_sessions=some)))


def _agent_envelopes(agent_ids: Collection[UUID]) -> Iterator[Envelope]:
    present, now = who.present_agents(), database_now()
    agents = with_groups().filter(pk__in=agent_ids)
    for agent in agents:
        frame = encode(AgentEvent(agent=agent_state(agent, present, now)))
        yield Envelope(agent_topic(agent.id), 0, frame)
    for some in _parts(colleagues(agents, present, now)):
        one = ColleagueEvent(colleague=some[0])
        yield Envelope(FLOOR, 0, encode(one if len(some) == 1 else Changes(colleagues=some)))


def _parts(items: list[T]) -> list[list[T]]:
    """So few at a time that a frame stays small beside what a connection may have waiting."""
    return [items[start : start + MOST_IN_A_FRAME] for start in range(0, len(items), MOST_IN_A_FRAME)]


def _audience(card: ChatSessionCard) -> set[str]:
    mine = card.responsible.id if card.responsible else None
    return topics_of(queue=card.group, agents=[mine, *card.helpers])
