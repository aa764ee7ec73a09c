/** The lists of the left column, in the order in which they are shown. Pure. */

import type { ChatSessionCard, OfferCard } from "../protocol";
import { type List, listOf } from "./cards";
import type { WorkspaceState } from "./workspace";

/** So long after its deadline an offer whose end was not heard is shown no more. */
const FORGET_OFFER_MS = 3_000;

/** What rings, the nearest deadline first. */
export const ringing = (state: WorkspaceState, serverNowMs: number): OfferCard[] =>
  [...state.offers.values()]
    .filter((offer) => Date.parse(offer.deadline) + FORGET_OFFER_MS > serverNowMs)
    .sort((a, b) => micros(a.deadline) - micros(b.deadline) || byId(a, b));

/** Mine, in the order they were opened, so that rows do not jump while I work. */
export const mine = (state: WorkspaceState): ChatSessionCard[] => of(state, "mine").sort(by("opened_at"));

/** The queue in its own order, without what rings here already. */
export function waiting(state: WorkspaceState): ChatSessionCard[] {
  const ringsHere = new Set([...state.offers.values()].map((offer) => offer.chat_session.id));
  return of(state, "waiting")
    .filter((card) => !ringsHere.has(card.id))
    .sort(by("order_at"));
}

/** Colleagues' chat sessions that I help in or oversee. */
export const others = (state: WorkspaceState): ChatSessionCard[] => of(state, "others").sort(by("opened_at"));

/** Messages that were left, the oldest first. */
export const left = (state: WorkspaceState): ChatSessionCard[] => of(state, "left").sort(by("order_at"));

/** Every row that can be looked at, from top to bottom. */
export const rows = (state: WorkspaceState): ChatSessionCard[] => [
  ...mine(state),
  ...waiting(state),
  ...others(state),
  ...left(state),
];

/** Since when the one has waited who waits longest; with priorities that need not be the first. */
export const longestSince = (cards: readonly ChatSessionCard[]): string | null =>
  cards.reduce<string | null>(
    (since, card) => (since === null || micros(card.waiting_since) < micros(since) ? card.waiting_since : since),
    null,
  );

/** The name of a card's group, where naming it says something: to who serves several. */
export const groupMark = ({ groups }: WorkspaceState, card: ChatSessionCard): string | null =>
  [...groups.values()].filter(({ member }) => member).length > 1 && card.group !== null ? (groups.get(card.group)?.name ?? null) : null;

const of = (state: WorkspaceState, list: List): ChatSessionCard[] =>
  [...state.open.values()].filter((card) => listOf(card, state) === list);

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

const by = (time: "opened_at" | "order_at") => (a: ChatSessionCard, b: ChatSessionCard): number =>
  micros(a[time]) - micros(b[time]) || byId(a, b);

/** `Date.parse` drops what the server's order still tells apart. */
function micros(iso: string): number {
  const beyond = /\.\d{3}(\d{1,3})/.exec(iso)?.[1] ?? "";
  return Date.parse(iso) * 1_000 + Number(beyond.padEnd(3, "0"));
}
