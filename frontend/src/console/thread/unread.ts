/** What is new to me in a talk when I turn to it. Pure. */

import type { Entry } from "../../protocol";
import type { Talk } from "../talk";

/** The place of the first of the customer's messages that nobody has read; `null` when there is none. */
export function firstUnread(talk: Talk, readSeq: number): number | null {
  const found = talk.lanes.public.entries.slice(Math.max(readSeq, talk.read.agent)).find(isTheirs);
  return found?.seq ?? null;
}

const isTheirs = ({ kind, sender }: Entry): boolean => kind !== "event" && sender.kind === "customer";
