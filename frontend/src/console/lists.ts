/** The lists of the left column, in the order in which they are shown. Pure. */

import type { ChatSessionCard, OfferCard } from "../protocol";
import { type List, listOf } from "./cards";
import type { WorkspaceState } from "./workspace";

/** So long after its deadline an offer whose end was not heard is shown no more. */
const FORGET_OFFER_MS = 3_000;

/** What rings, the nearest deadline first. */
export const ringing = (state: WorkspaceState, serverNowMs: number): OfferCard[] =>
  sorted(
    [...state.offers.values()].filter((offer) => Date.parse(offer.deadline) + FORGET_OFFER_MS > serverNowMs),
    ({ deadline }) => micros(deadline),
  );

/** Mine: who waits for an answer on top, the longest first; below them the answered ones, the latest first. */
export const mine = (state: WorkspaceState): ChatSessionCard[] => byWait(of(state, "mine"));

/** The queue in its own order, without what rings here already. */
export function waiting(state: WorkspaceState): ChatSessionCard[] {
  const ringsHere = new Set([...state.offers.values()].map((offer) => offer.chat_session.id));
  return sorted(of(state, "waiting").filter((card) => !ringsHere.has(card.id)), ({ order_at }) => micros(order_at));
}

/** Colleagues' chat sessions that I help in or oversee, in the same order. */
export const others = (state: WorkspaceState): ChatSessionCard[] => byWait(of(state, "others"));

/** Messages that were left, the oldest first. */
export const left = (state: WorkspaceState): ChatSessionCard[] => sorted(of(state, "left"), ({ order_at }) => micros(order_at));

/** The lists from top to bottom. */
export const SECTIONS: readonly List[] = ["mine", "waiting", "others", "left"];
export type Sections = Readonly<Record<List, readonly ChatSessionCard[]>>;

export const sections = (state: WorkspaceState): Sections => ({
  mine: mine(state),
  waiting: waiting(state),
  others: others(state),
  left: left(state),
});

/** Every row that can be looked at, from top to bottom. */
export const rows = (state: WorkspaceState): ChatSessionCard[] => {
  const all = sections(state);
  return SECTIONS.flatMap((section) => all[section]);
};

/** Of these, the one who has waited longest; with priorities that need not be the first. */
export const longestWaiting = (cards: readonly ChatSessionCard[]): ChatSessionCard | null =>
  cards.reduce<ChatSessionCard | null>(
    (longest, card) => (longest === null || micros(card.waiting_since) < micros(longest.waiting_since) ? card : longest),
    null,
  );

/** The name of a card's group, where there is more than one that it could be. */
export const groupMark = ({ groups }: WorkspaceState, card: ChatSessionCard): string | null =>
  groups.size > 1 && card.group !== null ? (groups.get(card.group)?.name ?? null) : null;

const of = (state: WorkspaceState, list: List): ChatSessionCard[] =>
  [...state.open.values()].filter((card) => listOf(card, state) === list);

const byWait = (cards: readonly ChatSessionCard[]): ChatSessionCard[] =>
  sorted(cards, (card) => (card.unanswered_since ? micros(card.unanswered_since) : LATER - micros(card.last_at)));

/** By a number that is worked out once for each, then by id. */
const sorted = <Item extends { id: string }>(items: readonly Item[], place: (item: Item) => number): Item[] =>
  items
    .map((item) => ({ item, at: place(item) }))
    .sort((a, b) => a.at - b.at || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);

/** Beyond every moment in microseconds, twice over: below them, and counted backwards. */
const LATER = 2 ** 53;

/** `Date.parse` drops what the server's order still tells apart. */
function micros(iso: string): number {
  const beyond = /\.\d{3}(\d{1,3})/.exec(iso)?.[1] ?? "";
  return Date.parse(iso) * 1_000 + Number(beyond.padEnd(3, "0"));
}
