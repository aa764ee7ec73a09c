/** What one row of the left column says, as a value. Pure; the same state gives the same words. */

import type { ChatSessionCard, Entry } from "../protocol";
import { doIHelp, type List } from "./cards";
import type { Strings } from "./i18n";
import { groupMark } from "./lists";
import { type Talk, unread } from "./talk";
import { waitsSince } from "./waits";
import { customerName } from "./words";
import type { WorkspaceState } from "./workspace";

export interface RowView {
  readonly card: ChatSessionCard;
  readonly name: string;
  /** The last line; who wrote it stands before it, unless it was the customer. */
  readonly text: string;
  readonly typing: boolean;
  readonly unread: number;
  readonly since: string | null;
  /** Group, and who answers, where that does not go without saying. */
  readonly facts: string;
}

export function rowView(card: ChatSessionCard, list: List, state: WorkspaceState, talk: Talk | undefined, say: Strings): RowView {
  const other = card.phase === "active" && card.responsible !== null && card.responsible.id !== state.agent?.id ? card.responsible.name : null;
  return {
    card,
    name: customerName(card.customer, say),
    text: lastLine(card, state, talk, say),
    typing: talk?.typing ?? false,
    unread: unreadOf(card, list, talk),
    since: waitsSince(card, state),
    facts: [groupMark(state, card), other && say.answeredBy(other), doIHelp(card, state.agent) && say.youHelp].filter(Boolean).join(" · "),
  };
}

type Said = Pick<Entry, "kind" | "text" | "amended">;

function lastLine(card: ChatSessionCard, { agent }: WorkspaceState, talk: Talk | undefined, say: Strings): string {
  const last = talk && lastSaid(talk);
  if (!last) {
    const said: Said = { kind: card.last_kind, text: card.last_text, amended: card.last_amended };
    return card.last_text_seq === 0 ? say.noMessageYet : words(said, say);
  }
  if (last.sender.kind !== "agent") return words(last, say);
  return say.heard(last.sender.id === agent?.id ? say.you : last.sender.name, words(last, say));
}

function words({ kind, text, amended }: Said, say: Strings): string {
  if (amended === "recalled") return say.lastRecalled;
  return text || (kind === "voice" ? say.lastVoice : say.lastFile);
}

function lastSaid(talk: Talk): Entry | undefined {
  const { entries } = talk.lanes.public;
  for (let at = entries.length - 1; at >= 0; at--) if (entries[at]?.kind !== "event") return entries[at];
  return undefined;
}

/** Of a talk that is not followed only the counters are known; its first entry says that it was opened. */
function unreadOf(card: ChatSessionCard, list: List, talk: Talk | undefined): number {
  if (list === "others" && !talk) return 0;
  return talk?.loaded ? counted(talk) : Math.max(0, card.last_seq - Math.max(1, card.read.agent));
}

/** Counting walks through the whole talk: once for each of its states. */
const counts = new WeakMap<Talk, number>();
function counted(talk: Talk): number {
  const known = counts.get(talk) ?? unread(talk);
  counts.set(talk, known);
  return known;
}
