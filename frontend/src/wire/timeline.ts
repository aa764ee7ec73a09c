/** The entries of one lane as held by one page: sorted by `seq`, without repeats, without gaps. Immutable. */

import type { Entry } from "../protocol";

export interface Timeline {
  /** seq 1, 2, 3 … in order; the entry of seq n stands at n - 1. */
  readonly entries: readonly Entry[];
  /** Entries that skipped ahead and wait for what is missing before them. */
  readonly early: ReadonlyMap<number, Entry>;
}

export const emptyTimeline: Timeline = { entries: [], early: new Map() };

/** The last place up to which nothing is missing; 0 when there is nothing. */
export const lastSeq = (timeline: Timeline): number => timeline.entries.length;

/** The `after_seq` to ask the server for, or `null` when nothing is missing. */
export const missingAfter = (timeline: Timeline): number | null =>
  timeline.early.size > 0 ? lastSeq(timeline) : null;

/** Takes in one entry. A repeat changes nothing; one that skips ahead waits its turn. */
export const receive = (timeline: Timeline, entry: Entry): Timeline => receivePage(timeline, [entry]);

/** Takes in entries, of a page or one by one, in any order; returns the same object when nothing was new. */
export function receivePage(timeline: Timeline, page: readonly Entry[]): Timeline {
  const held = lastSeq(timeline);
  const fresh = page.filter((entry) => entry.seq > held && !timeline.early.has(entry.seq));
  if (fresh.length === 0) return timeline;
  const early = new Map(timeline.early);
  for (const entry of fresh) if (!early.has(entry.seq)) early.set(entry.seq, entry);
  const entries = [...timeline.entries];
  for (let next = early.get(held + 1); next !== undefined; next = early.get(entries.length + 1)) {
    early.delete(next.seq);
    entries.push(next);
    amend(entries, next);
  }
  return { entries, early };
}

/** An edit that a later one has overtaken: it changes nothing. */
export const isOvertaken = ({ event, text }: Entry): boolean => event?.name === "amended" && event.how === "edited" && text === "";

/** Where `by` says that an earlier entry says something else now, it does. */
function amend(entries: Entry[], by: Entry): void {
  if (by.event?.name !== "amended" || isOvertaken(by)) return;
  const { seq, how } = by.event;
  const amended = entries[seq - 1];
  if (amended === undefined || amended.amended === "recalled") return;
  entries[seq - 1] = { ...amended, text: by.text, amended: how, attachment: how === "recalled" ? null : amended.attachment };
}

/** Of what this device has sent or is sending, that which no entry stands for yet. Matched by `client_id`, never by text. */
export function notYetStored<Item extends { client_id: string }>(timeline: Timeline, sent: readonly Item[]): readonly Item[] {
  if (sent.length === 0) return sent;
  const stored = new Set(timeline.entries.map((entry) => entry.client_id));
  return sent.filter((item) => !stored.has(item.client_id));
}
