/** One chat session's card: where it belongs, and what an entry of the log makes of it. Pure. */

import type { AgentState, ChatSessionCard, Entry, GroupCard, ReadMarks } from "../protocol";
import { isOvertaken } from "../wire/timeline";

export type List = "mine" | "waiting" | "left" | "others";
type Groups = ReadonlyMap<string, GroupCard>;

/** What decides where a card belongs. */
export interface Viewer {
  readonly agent: AgentState | null;
  readonly groups: Groups;
}

/** As much as the server puts on a card. */
const LAST_TEXT_CHARS = 200;
/** The queue of a group that nobody knows here. */
const ELSEWHERE = "";

export const isMine = (card: ChatSessionCard, agent: AgentState | null): boolean =>
  card.phase === "active" && agent !== null && card.responsible?.id === agent.id;

export const doIHelp = (card: ChatSessionCard, agent: AgentState | null): boolean =>
  card.phase === "active" && agent !== null && !isMine(card, agent) && card.helpers.includes(agent.id);

export const isSupervised = (card: ChatSessionCard, groups: Groups): boolean =>
  card.group !== null && groups.get(card.group)?.supervised === true;

/** The list in which a card stands; `null` when it is none of this agent's business. */
export function listOf(card: ChatSessionCard, { agent, groups }: Viewer): List | null {
  switch (card.phase) {
    case "active":
      if (isMine(card, agent)) return "mine";
      return doIHelp(card, agent) || isSupervised(card, groups) ? "others" : null;
    case "waiting":
    case "left":
      return card.group === null || groups.get(card.group)?.member === true ? card.phase : null;
    case "closed":
      return null;
  }
}

/** The card after an entry of its public lane. */
export function afterEntry(card: ChatSessionCard, entry: Entry, groups: Groups): ChatSessionCard {
  return { ...card, ...change(card, entry, groups), last_seq: entry.seq, last_at: entry.at };
}

const startOf = (text: string): string => Array.from(text).slice(0, LAST_TEXT_CHARS).join("");

/** What people said: the customer waits for an answer from their first word on that none has followed. */
function said(card: ChatSessionCard, { seq, kind, text, amended, sender, at }: Entry): Partial<ChatSessionCard> {
  if (kind === "event") return {};
  const unanswered = sender.kind === "customer" ? (card.unanswered_since ?? at) : null;
  return { last_text: startOf(text), last_text_seq: seq, last_kind: kind, last_amended: amended, unanswered_since: unanswered };
}

function change(card: ChatSessionCard, entry: Entry, groups: Groups): Partial<ChatSessionCard> {
  const { event } = entry;
  switch (event?.name) {
    case "assigned":
      return given(card, event.agent);
    case "transferred":
      if (event.agent) return given(card, event.agent);
      return { ...back("waiting"), group: groupNamed(event.group ?? "", groups) };
    case "requeued":
    case "opened":
      return back("waiting");
    case "left_message":
      return back("left");
    case "reopened":
      return { ...back("waiting"), closed_at: null };
    case "joined":
      return { helpers: [...without(card.helpers, event.agent.id), event.agent.id ?? ""] };
    case "parted":
      return { helpers: without(card.helpers, event.agent.id) };
    case "closed":
      return { phase: "closed", closed_at: entry.at, absent_until: null, unanswered_since: null };
    case "amended":
      if (event.seq !== card.last_text_seq || isOvertaken(entry)) return {};
      return { last_text: startOf(entry.text), last_amended: event.how };
    case "idle_warned":
      return {};
    case undefined:
      return said(card, entry);
  }
}

const given = (card: ChatSessionCard, agent: ChatSessionCard["responsible"]): Partial<ChatSessionCard> => ({
  phase: "active",
  responsible: agent,
  helpers: without(card.helpers, agent?.id ?? null),
  absent_until: null,
});

const back = (phase: "waiting" | "left"): Partial<ChatSessionCard> => ({ phase, responsible: null, absent_until: null });

const without = (ids: string[], id: string | null): string[] => ids.filter((other) => other !== id);

const groupNamed = (name: string, groups: Groups): string => [...groups.values()].find((group) => group.name === name)?.id ?? ELSEWHERE;

/** Read marks only grow, whatever the order they arrive in. */
export const furthest = (a: ReadMarks, b: ReadMarks): ReadMarks => ({
  customer: Math.max(a.customer, b.customer),
  agent: Math.max(a.agent, b.agent),
});
