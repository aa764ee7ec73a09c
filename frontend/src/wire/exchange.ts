/** What long-polling needs of its surroundings. */

import type { Incoming, Outgoing } from "./carrier";

/** One POST of `{"frames": […], "wait_seconds": n}`. Rejects when the network does. */
export type Exchange = (body: string, signal: AbortSignal) => Promise<{ status: number; frames: Incoming[] }>;

export interface PollingManner {
  /** What to begin with and to repeat: its reply is the greeting. */
  opening: Outgoing;
  refreshEveryMs: number;
  /** Event types after which the opening is asked again at once. */
  refreshAfter: readonly string[];
  /** A later reply to the opening, as the event that a socket would have sent; `null` when it tells nothing new. */
  refreshed(reply: Incoming): Incoming | null;
}

const CODES: Readonly<Record<number, number>> = { 401: 4401, 403: 4403, 429: 4429, 503: 4503 };

/** The close code with which a socket would have said the same. */
export const closeCodeOf = (status: number): number => CODES[status] ?? 1006;
