/** What the thread shows, line by line, as values: both lanes merged, days parted, messages grouped. */

import type { Attachment, Entry, Lane, Sender } from "../protocol";
import { responsibleAfter } from "../shared/responsible";
import type { KeptFile, OutboxItem } from "../wire/outbox";
import type { Talk } from "./talk";
import { arranged } from "./thread/grouping";

/** `sending`: on this device only. `sent`: stored. `read`: the customer has seen it. */
export type Delivery = "sending" | "failed" | "sent" | "read";
export type From = "customer" | "me" | "colleague" | "system";

/** What a message answers. */
export interface Quoted {
  key: string;
  from: From;
  name: string;
  text: string;
  kind: "text" | "image" | "file" | "voice";
  recalled: boolean;
}

export interface MessageLine {
  kind: "message";
  key: string;
  lane: Lane;
  /** `null` while no entry stands for it. */
  seq: number | null;
  from: From;
  name: string;
  text: string;
  quoted: Quoted | null;
  amended: Entry["amended"];
  attachment: Attachment | null;
  /** The file itself, while it is on its way. */
  file: KeptFile | null;
  atMs: number;
  /** Of my own messages only. */
  delivery: Delivery | null;
  /** Whether the same person goes on in the same lane soon after: no name again. */
  continues: boolean;
  /** Whether time and delivery are shown: at the end of a group, or where the delivery differs from the next one's. */
  foot: boolean;
  clientId: string;
  failed: OutboxItem["failed"];
}
export interface DayLine {
  kind: "day";
  key: string;
  atMs: number;
}
export interface EventLine {
  kind: "event";
  key: string;
  atMs: number;
  entry: Entry;
  /** Who was responsible until then; `null` for nobody. */
  responsible: Sender | null;
}
/** From here on it is new to me. */
export interface UnreadLine {
  kind: "unread";
  key: string;
  /** How many messages of the customer's. */
  count: number;
}
export type Line = MessageLine | DayLine | EventLine | UnreadLine;

/** Both lanes in one, each in its own order; between lanes the earlier time goes first, and at the same time the public one. */
export function merged(first: readonly Entry[], second: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  let right = 0;
  for (const entry of first) {
    for (let next = second[right]; next && timeOf(next) < timeOf(entry); next = second[++right]) all.push(next);
    all.push(entry);
  }
  return [...all, ...second.slice(right)];
}

/** What of mine no stored entry stands for yet. */
export interface OnTheWay {
  justSent: readonly OutboxItem[];
  unsent: readonly OutboxItem[];
}

/**
 * The lines of a talk as agent `me` sees it; what is public from `unreadFrom` on is new. A line that says what it said
 * the last time is the same object.
 */
export function linesOf(talk: Talk, { justSent, unsent }: OnTheWay, me: string, dayOf: (atMs: number) => string, unreadFrom: number | null = null): Line[] {
  const stored = merged(talk.lanes.public.entries, talk.lanes.staff.entries);
  let responsible: Sender | null = null;
  const lines: (MessageLine | EventLine)[] = [];
  for (const entry of stored) {
    if (entry.event?.name === "amended") continue;
    lines.push(entry.kind === "event" ? eventLine(entry, responsible) : messageLine(entry, talk, me));
    responsible = responsibleAfter(entry, responsible);
  }
  for (const item of justSent) lines.push(onTheWay(item, "sent", talk, me));
  for (const item of unsent) lines.push(onTheWay(item, "sending", talk, me));
  return arranged(lines, dayOf, unreadFrom);
}

/** Entries never change, and reading a time takes its time. */
const times = new WeakMap<Entry, number>();
const messages = new WeakMap<Entry, MessageLine>();
const events = new WeakMap<Entry, { line: EventLine; until: string | null }>();

function timeOf(entry: Entry): number {
  const known = times.get(entry);
  if (known !== undefined) return known;
  const atMs = Date.parse(entry.at);
  times.set(entry, atMs);
  return atMs;
}

function eventLine(entry: Entry, responsible: Sender | null): EventLine {
  const known = events.get(entry);
  const until = responsible?.id ?? null;
  if (known?.until === until) return known.line;
  const line: EventLine = { kind: "event", key: `${entry.lane}${entry.seq}`, atMs: timeOf(entry), entry, responsible };
  events.set(entry, { line, until });
  return line;
}

function messageLine(entry: Entry, talk: Talk, me: string): MessageLine {
  const from = fromOf(entry.sender, me);
  const delivery = from === "me" ? (entry.lane === "public" && entry.seq <= talk.read.customer ? "read" : "sent") : null;
  const quoted = quotedOf(entry.reply_to, entry.lane, talk, me);
  const known = messages.get(entry);
  if (known?.from === from && known.delivery === delivery && isSameQuote(known.quoted, quoted)) return known;
  const { client_id: key, lane, seq, text, amended, attachment } = entry;
  const said = { lane, seq, from, name: entry.sender.name, text, quoted, amended, attachment, file: null };
  const line: MessageLine = { ...UNGROUPED, key, clientId: key, atMs: timeOf(entry), delivery, failed: null, ...said };
  messages.set(entry, line);
  return line;
}

function onTheWay(item: OutboxItem, delivery: Delivery, talk: Talk, me: string): MessageLine {
  const { client_id: key, lane, text, failed } = item;
  const quoted = quotedOf(item.reply_to ?? null, lane, talk, me);
  const said = { lane, seq: null, from: "me" as const, name: "", text, quoted, amended: "" as const, attachment: null, file: item.file ?? null };
  return { ...UNGROUPED, key, clientId: key, atMs: item.written_at, delivery: failed ? "failed" : delivery, failed, ...said };
}

const UNGROUPED = { kind: "message", continues: false, foot: true } as const;

const isSameQuote = (a: Quoted | null, b: Quoted | null): boolean =>
  a === b || (a !== null && b !== null && a.key === b.key && a.text === b.text && a.recalled === b.recalled);

/** What stands at a place of the lane, as it is quoted; `null` when there is nothing that could be. */
export function quotedOf(seq: number | null, lane: Lane, talk: Talk, me: string): Quoted | null {
  const entry = seq === null ? undefined : talk.lanes[lane].entries[seq - 1];
  if (entry === undefined || entry.kind === "event") return null;
  const { client_id: key, sender, text, kind, attachment, amended } = entry;
  return { key, from: fromOf(sender, me), name: sender.name, text, kind: attachment?.kind ?? kind, recalled: amended === "recalled" };
}

const fromOf = ({ kind, id }: Sender, me: string): From => (kind !== "agent" ? kind : id === me ? "me" : "colleague");
