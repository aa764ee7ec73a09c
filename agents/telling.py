"""Telling staff what changed, once the running transaction is committed. A batch costs a fixed number of queries."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import transaction

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
from chat.bus.publish import publish
from chat.hub.topics import FLOOR, Envelope, agent_topic, queue_topic
from chat.protocol.base import encode


def _after_commit(tell: Callable[[], list[Envelope]]) -> None:
    transaction.on_commit(lambda: publish(tell()), robust=True)


def tell_cards(
    chat_session_ids: Sequence[UUID], *, agents: Iterable[UUID] = (), queues: Iterable[UUID] = ()
) -> None:
    """How chat sessions stand, to whoever may see them; besides, to agents and queues that have them no more."""
    more = [*map(agent_topic, agents), *map(queue_topic, queues)]

    def envelopes() -> list[Envelope]:
        told = []
        for card in cards_of(chat_session_ids).values():
            frame = encode(ChatSessionEvent(chat_session=card))
            told += [Envelope(topic, 0, frame) for topic in {*more, *_audience(card)}]
        return told

    _after_commit(envelopes)


def _audience(card: ChatSessionCard) -> set[str]:
    people = {*card.helpers, *([card.responsible.id] if card.responsible and card.responsible.id else [])}
    return {queue_topic(card.group), *map(agent_topic, people)}


def tell_agents(agent_ids: Iterable[UUID]) -> None:
    """How agents stand: each to themselves in full, to everybody as a colleague."""
    ids = list(set(agent_ids))

    def envelopes() -> list[Envelope]:
        present, now = who.present_agents(), database_now()
        rows = Agent.objects.filter(pk__in=ids)
        told = [
            Envelope(agent_topic(agent.id), 0, encode(AgentEvent(agent=agent_state(agent, present, now))))
            for agent in rows
        ]
        told += [
            Envelope(FLOOR, 0, encode(ColleagueEvent(colleague=each)))
            for each in colleagues(rows.all(), present, now)
        ]
        return told

    if ids:
        _after_commit(envelopes)


def tell_offers(offer_ids: Sequence[UUID]) -> None:
    """Ring."""

    def envelopes() -> list[Envelope]:
        live = Offer.objects.filter(pk__in=offer_ids, outcome=None)
        agents = dict(live.values_list("pk", "agent"))
        now = database_now()
        return [
            Envelope(agent_topic(agents[card.id]), 0, encode(OfferEvent(now=now, offer=card)))
            for card in offer_cards(live)
            if card.id in agents
        ]

    _after_commit(envelopes)


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
    _after_commit(lambda: told)
