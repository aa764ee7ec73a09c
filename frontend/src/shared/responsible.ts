/** Who is responsible for a chat session, as its log tells. Pure. */

import type { Entry, Sender } from "../protocol";

/** After an entry, given who was before it; `null` while nobody is. */
export function responsibleAfter({ event }: Entry, before: Sender | null): Sender | null {
  switch (event?.name) {
    case "assigned":
      return event.agent;
    case "transferred":
      return event.agent ?? null;
    case "requeued":
    case "reopened":
    case "left_message":
    case "closed":
      return null;
    default:
      return before;
  }
}
