/** What was said before a lane was followed comes on a page and not as an event: the cards must learn of it too. Pure. */

import { publicSeq, type Talk } from "./talk";
import { afterEvent, cardOf, type WorkspaceState } from "./workspace";

/** The state after all that is held of followed chat sessions; the same object when the cards know it already. */
export function caughtUp(state: WorkspaceState, talks: ReadonlyMap<string, Talk>): WorkspaceState {
  let now = state;
  for (const [id, talk] of talks) {
    const card = cardOf(now, id);
    if (card && card.last_seq < publicSeq(talk)) now = talk.lanes.public.entries.slice(card.last_seq).reduce(afterEvent, now);
  }
  return now;
}
