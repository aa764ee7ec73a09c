/** What the thread shows, line by line, as values: both lanes merged, days parted, messages grouped. */

import type { Entry, Lane, Sender } from "../protocol";
import type { OutboxItem } from "../wire/outbox";
import type { Talk } from "./talk";
import { responsibleAfter } from "../shared/responsible";

/** `sending`: on this device only. `sent`: stored. `read`: the customer has seen it. */
export type Delivery = "sending" | "failed" | "sent" | "read";

export interface MessageLine {
  kind: "message";
  key: string;
  lane: Lane;
  from: "customer" | "me" | "colleague" | "system";
  name: string;
  text: string;
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
export type Line = MessageLine | DayLine | EventLine;

const GROUPED_MS = 5 * 60_000;

/** Both lanes in one, each in its own order; between lanes the earlier time goes first, and at the same time the public one. */
export function merged(first: readonly Entry[], second: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  let right = 0;
  for (const entry of first) {
    for (let next = second[right]; next && Date.parse(next.at) < Date.parse(entry.at); next = second[++right]) all.push(next);
    all.push(entry);
  }
  return [...all, ...second.slice(right)];
}

/** What of mine no stored entry stands for yet. */
export interface OnTheWay {
  justSent: readonly OutboxItem[];
  unsent: readonly OutboxItem[];
}

/** The lines of a talk as agent `me` sees it. */
export function linesOf(talk: Talk, { justSent, unsent }: OnTheWay, me: string, dayOf: (atMs: number) => string): Line[] {
  const stored = merged(talk.lanes.public.entries, talk.lanes.staff.entries).filter(({ event }) => event?.name !== "amended");
  let responsible: Sender | null = null;
  const lines = stored.map((entry) => {
    const line = entry.kind === "event" ? eventLine(entry, responsible) : messageLine(entry, talk, me);
    responsible = responsibleAfter(entry, responsible);
    return line;
  });
  return parted(grouped([...lines, ...justSent.map((item) => onTheWay(item, "sent")), ...unsent.map((item) => onTheWay(item, "sending"))]), dayOf);
}

function eventLine(entry: Entry, responsible: Sender | null): EventLine {
  return { kind: "event", key: `${entry.lane}${entry.seq}`, atMs: Date.parse(entry.at), entry, responsible };
}

function messageLine(entry: Entry, talk: Talk, me: string): MessageLine {
  const own = entry.sender.kind === "agent" && entry.sender.id === me;
  const seen = entry.lane === "public" && entry.seq <= talk.read.customer;
  return {
    kind: "message",
    key: entry.client_id,
    lane: entry.lane,
    from: own ? "me" : entry.sender.kind === "agent" ? "colleague" : entry.sender.kind,
    name: entry.sender.name,
    text: entry.text,
    atMs: Date.parse(entry.at),
    delivery: own ? (seen ? "read" : "sent") : null,
    continues: false,
    foot: true,
    clientId: entry.client_id,
    failed: null,
  };
}

function onTheWay(item: OutboxItem, delivery: Delivery): MessageLine {
  return {
    kind: "message",
    key: item.client_id,
    lane: item.lane,
    from: "me",
    name: "",
    text: item.text,
    atMs: item.written_at,
    delivery: item.failed ? "failed" : delivery,
    continues: false,
    foot: true,
    clientId: item.client_id,
    failed: item.failed,
  };
}

function grouped(lines: readonly (MessageLine | EventLine)[]): (MessageLine | EventLine)[] {
  return lines.map((line, index) => {
    if (line.kind !== "message") return line;
    const next = lines[index + 1];
    const endsHere = !goesOn(line, next) || line.delivery === "failed" || (next as MessageLine).delivery !== line.delivery;
    return { ...line, continues: goesOn(lines[index - 1], line), foot: endsHere };
  });
}

/** Whether the same person goes on in the same lane soon after. */
function goesOn(line: MessageLine | EventLine | undefined, next: MessageLine | EventLine | undefined): boolean {
  if (line?.kind !== "message" || next?.kind !== "message") return false;
  const same = line.from === next.from && line.lane === next.lane && (line.name === next.name || line.from === "me");
  return same && next.atMs - line.atMs < GROUPED_MS;
}

function parted(lines: readonly (MessageLine | EventLine)[], dayOf: (atMs: number) => string): Line[] {
  const result: Line[] = [];
  let day: string | null = null;
  for (const line of lines) {
    const today = dayOf(line.atMs);
    if (today !== day) {
      day = today;
      const before = result[result.length - 1];
      if (before?.kind === "message") result[result.length - 1] = { ...before, foot: true };
      result.push({ kind: "day", key: `day ${today}${result.length}`, atMs: line.atMs });
      result.push(line.kind === "message" ? { ...line, continues: false } : line);
    } else {
      result.push(line);
    }
  }
  return result;
}
