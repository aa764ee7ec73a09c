/** One followed chat session as a value: both lanes, read marks, and whether the customer is typing. */

import type { Entry, Lane, ReadMarks } from "../protocol";
import type { ThreadState } from "../wire/thread";
import type { Timeline } from "../wire/timeline";
import { emptyTimeline, lastSeq } from "../wire/timeline";

export interface Talk {
  readonly lanes: Readonly<Record<Lane, Timeline>>;
  /** Both lanes have been read to their end once. */
  readonly loaded: boolean;
  readonly read: ReadMarks;
  readonly typing: boolean;
}

export const emptyTalk: Talk = {
  lanes: { public: emptyTimeline, staff: emptyTimeline },
  loaded: false,
  read: { customer: 0, agent: 0 },
  typing: false,
};

export const talkOf = (open: ThreadState, staff: ThreadState): Talk => ({
  lanes: { public: open.timeline, staff: staff.timeline },
  loaded: open.loaded && staff.loaded,
  read: open.read,
  typing: open.typing?.who === "customer",
});

export const publicSeq = (talk: Talk): number => lastSeq(talk.lanes.public);

/** How many of the customer's messages no agent has seen. */
export const unread = (talk: Talk): number => talk.lanes.public.entries.slice(talk.read.agent).filter(fromCustomer).length;

/** Since when the customer has waited for an answer, in ISO time; `null` when the last word is ours. */
export function unansweredSince(talk: Talk): string | null {
  let since: string | null = null;
  for (const entry of talk.lanes.public.entries) {
    if (entry.kind === "event") continue;
    since = fromCustomer(entry) ? (since ?? entry.at) : null;
  }
  return since;
}

/** What was last said, if anything is held. */
export const lastText = (talk: Talk): string | undefined =>
  [...talk.lanes.public.entries].reverse().find((entry) => entry.kind !== "event")?.text;

const fromCustomer = (entry: Entry): boolean => entry.kind !== "event" && entry.sender.kind === "customer";
