/** What the left column shows, as a value: my open chat sessions and those that wait. */

import type { AgentSideEvent, AgentState, ChatSessionCard, Entry, ReadMarks, Workspace } from "../protocol";

export interface WorkspaceState {
  /** `null` until the first greeting. */
  readonly agent: AgentState | null;
  /** By id; only sessions that are mine or wait. */
  readonly open: ReadonlyMap<string, ChatSessionCard>;
}

/** As much as the server puts on a card. */
const LAST_TEXT_CHARS = 200;

export const emptyWorkspace: WorkspaceState = { agent: null, open: new Map() };

/** The state as a full `workspace` frame tells it. Nothing of the former state remains. */
export const fromFrame = (frame: Workspace): WorkspaceState => ({
  agent: frame.agent,
  open: new Map([...frame.mine, ...frame.waiting].map((card) => [card.id, card])),
});

/** The state after one event. Repeats and events that were overtaken change nothing. */
export function afterEvent(state: WorkspaceState, event: AgentSideEvent): WorkspaceState {
  switch (event.type) {
    case "workspace":
      return fromFrame(event);
    case "agent":
      return { ...state, agent: event.agent };
    case "chat_session":
      return withCard(state, event.chat_session);
    case "entry":
      return withEntry(state, event);
    case "read":
      return withRead(state, event.chat_session, event.read);
    case "typing":
      return state;
  }
}

export const isMine = (card: ChatSessionCard, agent: AgentState | null): boolean =>
  card.phase === "active" && agent !== null && card.responsible?.id === agent.id;

/** Mine, in the order they were opened, so that rows do not jump while I work. */
export const mine = (state: WorkspaceState): ChatSessionCard[] =>
  [...state.open.values()].filter((card) => isMine(card, state.agent)).sort(byOpening);

/** Those that wait, longest wait first. */
export const waiting = (state: WorkspaceState): ChatSessionCard[] =>
  [...state.open.values()].filter((card) => card.phase === "waiting").sort(byOpening);

const byOpening = (a: ChatSessionCard, b: ChatSessionCard): number =>
  Date.parse(a.opened_at) - Date.parse(b.opened_at) || (a.id < b.id ? -1 : 1);

function withCard(state: WorkspaceState, card: ChatSessionCard): WorkspaceState {
  const known = state.open.get(card.id);
  // Opening, assigning and closing are entries too: a card with an earlier place is an older card.
  if (known && card.last_seq < known.last_seq) return state;
  const open = new Map(state.open);
  if (card.phase === "waiting" || isMine(card, state.agent)) {
    open.set(card.id, known ? { ...card, read: furthest(known.read, card.read) } : card);
  } else if (!open.delete(card.id)) {
    return state;
  }
  return { ...state, open };
}

function withEntry(state: WorkspaceState, entry: Entry): WorkspaceState {
  const known = state.open.get(entry.chat_session);
  if (!known || entry.lane !== "public" || entry.seq <= known.last_seq) return state;
  const text = entry.kind === "text" ? Array.from(entry.text).slice(0, LAST_TEXT_CHARS).join("") : known.last_text;
  return withCard(state, { ...known, ...change(entry), last_seq: entry.seq, last_at: entry.at, last_text: text });
}

function change(entry: Entry): Partial<ChatSessionCard> {
  switch (entry.event?.name) {
    case "assigned":
      return { phase: "active", responsible: entry.event.agent };
    case "closed":
      return { phase: "closed", closed_at: entry.at };
    default:
      return {};
  }
}

function withRead(state: WorkspaceState, id: string, read: ReadMarks): WorkspaceState {
  const known = state.open.get(id);
  if (!known) return state;
  return { ...state, open: new Map(state.open).set(id, { ...known, read: furthest(known.read, read) }) };
}

/** Read marks only grow, whatever the order they arrive in. */
export const furthest = (a: ReadMarks, b: ReadMarks): ReadMarks => ({
  customer: Math.max(a.customer, b.customer),
  agent: Math.max(a.agent, b.agent),
});

/** The card of the session on screen, which stays there when the session leaves the lists. */
export function lookedAtAfter(card: ChatSessionCard, state: WorkspaceState, event: AgentSideEvent): ChatSessionCard {
  const open = state.open.get(card.id);
  if (open) return open;
  switch (event.type) {
    case "chat_session":
      return event.chat_session.id === card.id ? event.chat_session : card;
    case "entry":
      return event.chat_session === card.id && event.lane === "public" ? { ...card, ...change(event) } : card;
    case "workspace":
      return card.phase === "closed" ? card : { ...card, phase: "active", responsible: null };
    default:
      return card;
  }
}
