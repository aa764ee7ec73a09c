/** What happened in a chat session, as its customer is told of it: notes between the messages. Pure. */

import type { Entry, Sender } from "../../protocol";
import { responsibleAfter } from "../../shared/responsible";

export type Note =
  | { what: "assigned" | "tookOver" | "joined" | "parted"; name: string }
  | { what: "passed"; by: string; to: string }
  | { what: "passed_on"; by: string; group: string }
  /** It waits again; `name` is who was responsible, if somebody was. */
  | { what: "requeued"; why: "agent_gone" | "given_back" | "overflow"; name: string | null }
  /** `over`: they have written meanwhile, or it was closed. */
  | { what: "idle_warned"; closesAtMs: number; over: boolean }
  /** `left_behind`: they waited until nobody was there any more. */
  | { what: "left_message" | "left_behind" | "reopened" }
  /** `over`: it went on afterwards. */
  | { what: "closed"; why: "quiet" | "customer" | "other"; over: boolean };

export interface KeyedNote {
  key: string;
  note: Note;
}

/** The notes that follow on each entry, by its `seq`. */
export function notesOf(entries: readonly Entry[]): ReadonlyMap<number, readonly KeyedNote[]> {
  const notes = new Map<number, KeyedNote[]>();
  const answered = lastSeqOf(entries, ({ kind, sender, event }) => (kind !== "event" && sender.kind === "customer") || event?.name === "closed");
  const reopened = lastSeqOf(entries, ({ event }) => event?.name === "reopened");
  let responsible: Sender | null = null;
  /** What is said about a message that was left is said below it. */
  let held: KeyedNote | null = null;
  for (const entry of entries) {
    const over = entry.event?.name === "idle_warned" ? entry.seq < answered : entry.seq < reopened;
    const note = noteOf(entry, responsible, over);
    const said = held !== null && entry.kind !== "event" ? [held] : [];
    if (said.length > 0) held = null;
    if (note?.what === "left_message") held = { key: entry.client_id, note };
    else if (note !== null) said.push({ key: entry.client_id, note });
    if (said.length > 0) notes.set(entry.seq, said);
    responsible = responsibleAfter(entry, responsible);
  }
  return notes;
}

function noteOf({ event }: Entry, responsible: Sender | null, over: boolean): Note | null {
  switch (event?.name) {
    case "assigned":
      // Said already, when it was passed on to them.
      return event.agent.id === responsible?.id ? null : { what: "assigned", name: event.agent.name };
    case "transferred":
      if (event.agent?.id === event.by.id) return { what: "tookOver", name: event.by.name };
      if (event.agent) return { what: "passed", by: event.by.name, to: event.agent.name };
      return { what: "passed_on", by: event.by.name, group: event.group ?? "" };
    case "requeued":
      return { what: "requeued", why: event.reason, name: responsible?.name ?? null };
    case "joined":
    case "parted":
      return { what: event.name, name: event.agent.name };
    case "idle_warned":
      return { what: "idle_warned", closesAtMs: Date.parse(event.closes_at), over };
    case "left_message":
      return { what: event.reason === "hours" ? "left_behind" : "left_message" };
    case "reopened":
      return { what: "reopened" };
    case "closed":
      return { what: "closed", why: event.reason === "idle" ? "quiet" : event.by === "customer" ? "customer" : "other", over };
    default:
      return null;
  }
}

function lastSeqOf(entries: readonly Entry[], is: (entry: Entry) => boolean): number {
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry !== undefined && is(entry)) return entry.seq;
  }
  return 0;
}
