/** What the agent's workspace knows, as a value. State by events = state by fetch. */

import type {
  AgentSideEvent,
  AgentState,
  Changes,
  ChatSessionCard,
  Colleague,
  Entry,
  GroupCard,
  MentionCard,
  NamedChoice,
  OfferCard,
  ReadMarks,
  Workspace,
} from "../protocol";
import { afterEntry, furthest, isMine, listOf } from "./cards";
import { afterDraft, afterMention, afterSeen, type Drafts, draftsOf } from "./remembered";

export interface WorkspaceState {
  /** `null` until the first greeting. */
  readonly agent: AgentState | null;
  /** By id; only what stands in one of the lists. */
  readonly open: ReadonlyMap<string, ChatSessionCard>;
  /** What rings here, by the offer's id. */
  readonly offers: ReadonlyMap<string, OfferCard>;
  readonly groups: ReadonlyMap<string, GroupCard>;
  readonly colleagues: ReadonlyMap<string, Colleague>;
  readonly dispositions: readonly NamedChoice[];
  readonly tags: readonly string[];
  /** What I have written and not sent, on any device. */
  readonly drafts: Drafts;
  /** Where colleagues called me and I have not looked yet. */
  readonly mentions: readonly MentionCard[];
}

export const emptyWorkspace: WorkspaceState = {
  agent: null,
  open: new Map(),
  offers: new Map(),
  groups: new Map(),
  colleagues: new Map(),
  dispositions: [],
  tags: [],
  drafts: new Map(),
  mentions: [],
};

/** The state as a full `workspace` frame tells it. Nothing of the former state remains. */
export const fromFrame = (frame: Workspace): WorkspaceState => ({
  agent: frame.agent,
  open: byId([...frame.mine, ...frame.waiting, ...frame.left, ...frame.others]),
  offers: byId(frame.offers),
  groups: byId(frame.groups),
  colleagues: byId(frame.colleagues),
  dispositions: frame.dispositions,
  tags: frame.tags,
  drafts: draftsOf(frame.drafts),
  mentions: frame.mentions,
});

const byId = <Item extends { id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

/** The state after one event. Repeats and events that were overtaken change nothing. */
export function afterEvent(state: WorkspaceState, event: AgentSideEvent): WorkspaceState {
  switch (event.type) {
    case "workspace":
      return fromFrame(event);
    case "agent":
      return { ...state, agent: event.agent };
    case "colleague":
      return withColleague(state, event.colleague);
    case "chat_session":
      return withCard(state, event.chat_session);
    case "changes":
      return changesOf(event).reduce(afterEvent, state);
    case "offer":
      return withOffer(state, event.offer);
    case "offer_ended":
      return withoutOffer(state, event.offer);
    case "entry":
      return withEntry(state, event);
    case "read":
      return withRead(state, event.chat_session, event.read);
    case "draft":
      return { ...state, drafts: afterDraft(state.drafts, event) };
    case "mentioned":
      return { ...state, mentions: afterMention(state.mentions, event.mention) };
    case "mentions_seen":
      return { ...state, mentions: afterSeen(state.mentions, event.chat_session) };
    case "typing":
    case "transfer_answered":
    case "looking":
    case "page_viewed":
    case "customer_changed":
    case "canned_changed":
      return state;
  }
}

/** What is told in one frame, as the events that it stands for. */
export const changesOf = ({ chat_sessions = [], colleagues = [] }: Changes): AgentSideEvent[] => [
  ...chat_sessions.map((chat_session) => ({ type: "chat_session", chat_session }) as const),
  ...colleagues.map((colleague) => ({ type: "colleague", colleague }) as const),
];

/** The chat sessions for which something happened. */
export function toldOf(event: AgentSideEvent): string[] {
  switch (event.type) {
    case "changes":
      return changesOf(event).flatMap(toldOf);
    case "chat_session":
      return [event.chat_session.id];
    case "entry":
    case "offer_ended":
      return [event.chat_session];
    default:
      return [];
  }
}

/** The card of a chat session that stands in a list or rings. */
export const cardOf = (state: WorkspaceState, id: string): ChatSessionCard | undefined =>
  state.open.get(id) ?? [...state.offers.values()].find((offer) => offer.chat_session.id === id)?.chat_session;

/** The whole floor is told of everybody: I am no colleague of mine. */
function withColleague(state: WorkspaceState, colleague: Colleague): WorkspaceState {
  if (colleague.id === state.agent?.id) return state;
  return { ...state, colleagues: new Map(state.colleagues).set(colleague.id, colleague) };
}

function withCard(state: WorkspaceState, card: ChatSessionCard): WorkspaceState {
  const known = cardOf(state, card.id);
  // Assigning, transferring and closing are entries too: a card with an earlier place is an older card.
  if (known && card.last_seq < known.last_seq) return state;
  return put(state, known ? { ...card, read: furthest(known.read, card.read) } : card);
}

/** Puts the card where it belongs: into the lists, and on its offers. */
function put(state: WorkspaceState, card: ChatSessionCard): WorkspaceState {
  const belongs = listOf(card, state) !== null;
  const offers = offersAfter(state, card);
  if (!belongs && !state.open.has(card.id) && offers === state.offers) return state;
  const open = new Map(state.open);
  if (belongs) open.set(card.id, card);
  else open.delete(card.id);
  return { ...state, open, offers };
}

/** What is mine or has ended rings no more. */
function offersAfter({ offers, agent }: WorkspaceState, card: ChatSessionCard): WorkspaceState["offers"] {
  const concerned = [...offers.values()].filter((offer) => offer.chat_session.id === card.id);
  if (concerned.length === 0) return offers;
  const after = new Map(offers);
  for (const offer of concerned) {
    if (card.phase === "closed" || isMine(card, agent)) after.delete(offer.id);
    else after.set(offer.id, { ...offer, chat_session: card });
  }
  return after;
}

function withOffer(state: WorkspaceState, offer: OfferCard): WorkspaceState {
  const known = cardOf(state, offer.chat_session.id);
  // It was accepted or closed before this was heard.
  if (known && known.last_seq >= offer.chat_session.last_seq && isMine(known, state.agent)) return state;
  const rings = { ...state, offers: new Map(state.offers).set(offer.id, offer) };
  return withCard(rings, known && known.last_seq > offer.chat_session.last_seq ? known : offer.chat_session);
}

function withoutOffer(state: WorkspaceState, id: string): WorkspaceState {
  if (!state.offers.has(id)) return state;
  const offers = new Map(state.offers);
  offers.delete(id);
  return { ...state, offers };
}

function withEntry(state: WorkspaceState, entry: Entry): WorkspaceState {
  const known = cardOf(state, entry.chat_session);
  if (!known || entry.lane !== "public" || entry.seq <= known.last_seq) return state;
  return put(state, afterEntry(known, entry, state.groups));
}

function withRead(state: WorkspaceState, id: string, read: ReadMarks): WorkspaceState {
  const known = cardOf(state, id);
  return known ? put(state, { ...known, read: furthest(known.read, read) }) : state;
}
