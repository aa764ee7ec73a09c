/** What the log shows, line by line, as values: days parted, messages grouped, what is on its way at the end. */

import type { Amended, Entry, RefusalCode } from "../../protocol";
import { dayOf } from "../../shared/times";
import type { ThreadState } from "../../wire/thread";
import { type Note, notesOf } from "./notes";
import type { OutgoingMessage } from "./outgoing";

export type Delivery = "sending" | "sent" | "seen" | "failed";

/** What a message answers, as it reads now. */
export interface Quote {
  mine: boolean;
  name: string;
  /** Of a file without words, its name. */
  text: string;
  recalled: boolean;
}

export interface MessageLine {
  kind: "message";
  /** The client_id: a message keeps its place on the screen when the server has stored it. */
  key: string;
  mine: boolean;
  name: string;
  text: string;
  amended: Amended;
  quote: Quote | null;
  atMs: number;
  /** Of my own messages only. */
  delivery: Delivery | null;
  failed: RefusalCode | null;
  /** First and last of a run by the same person within a few minutes. */
  first: boolean;
  last: boolean;
}
export interface DayLine {
  kind: "day";
  key: string;
  atMs: number;
}
export interface NoteLine {
  kind: "note";
  key: string;
  note: Note;
}
export type Line = MessageLine | DayLine | NoteLine;

const GROUPED_MS = 5 * 60_000;

export function linesOf(thread: ThreadState | null, outgoing: readonly OutgoingMessage[]): Line[] {
  const lines: Line[] = [];
  const readByAgent = thread?.read.agent ?? 0;
  const entries = thread?.timeline.entries ?? [];
  const notes = notesOf(entries);
  for (const entry of entries) {
    if (entry.kind !== "event") push(lines, storedLine(entry, entries, readByAgent), Date.parse(entry.at));
    for (const { key, note } of notes.get(entry.seq) ?? []) push(lines, { kind: "note", key, note }, Date.parse(entry.at));
  }
  for (const message of outgoing) push(lines, outgoingLine(message), message.atMs);
  return lines;
}

/** The key of the last own message of each state: only those say how far they got, the rest goes without saying. */
export function telling(lines: readonly Line[]): ReadonlySet<string> {
  const last = new Map<Delivery, string>();
  for (const line of lines) if (line.kind === "message" && line.delivery !== null) last.set(line.delivery, line.key);
  const failed = lines.filter((line) => line.kind === "message" && line.delivery === "failed").map((line) => line.key);
  const seenLater = lastIndex(lines, last.get("seen")) > lastIndex(lines, last.get("sent"));
  if (seenLater) last.delete("sent");
  return new Set([...last.values(), ...failed]);
}

const lastIndex = (lines: readonly Line[], key: string | undefined): number => lines.findIndex((line) => line.key === key);

function push(lines: Line[], line: MessageLine | NoteLine, atMs: number): void {
  const before = lines[lines.length - 1];
  const beforeMs = lastTime(lines);
  const newDay = beforeMs === null || dayOf(beforeMs) !== dayOf(atMs);
  if (newDay) lines.push({ kind: "day", key: `day ${dayOf(atMs)}`, atMs });
  if (line.kind === "message" && !newDay && before?.kind === "message" && continues(before, line)) {
    before.last = false;
    line.first = false;
  }
  lines.push(line);
}

const lastTime = (lines: readonly Line[]): number | null =>
  lines.reduce<number | null>((time, line) => (line.kind === "note" ? time : line.atMs), null);

const continues = (a: MessageLine, b: MessageLine): boolean =>
  a.mine === b.mine && a.name === b.name && b.atMs - a.atMs < GROUPED_MS;

/** Whether somebody said something, and did not take it back. */
export const isToRead = ({ kind, amended }: Entry): boolean => kind !== "event" && amended !== "recalled";

const isMine = ({ sender }: Entry): boolean => sender.kind === "customer";
const nameOf = (entry: Entry): string => (isMine(entry) ? "" : entry.sender.name);

function storedLine(entry: Entry, entries: readonly Entry[], readByAgent: number): MessageLine {
  const mine = isMine(entry);
  const delivery = mine ? (entry.seq <= readByAgent ? "seen" : "sent") : null;
  const line = message(entry.client_id, mine, nameOf(entry), entry.text, Date.parse(entry.at), delivery);
  return { ...line, amended: entry.amended, quote: quoteOf(entries[(entry.reply_to ?? 0) - 1]) };
}

function quoteOf(entry: Entry | undefined): Quote | null {
  if (entry === undefined || entry.kind === "event") return null;
  const { text, attachment, amended } = entry;
  return { mine: isMine(entry), name: nameOf(entry), text: text || (attachment?.name ?? ""), recalled: amended === "recalled" };
}

const outgoingLine = ({ client_id, text, atMs, state, failed }: OutgoingMessage): MessageLine => ({
  ...message(client_id, true, "", text, atMs, state),
  failed,
});

const message = (key: string, mine: boolean, name: string, text: string, atMs: number, delivery: Delivery | null): MessageLine => ({
  kind: "message",
  key,
  mine,
  name,
  text,
  amended: "",
  quote: null,
  atMs,
  delivery,
  failed: null,
  first: true,
  last: true,
});
