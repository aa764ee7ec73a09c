/** The card of the session on screen, which stays there when the session leaves the lists. Pure. */

import type { AgentSideEvent, ChatSessionCard } from "../protocol";
import { afterEntry } from "./cards";
import { cardOf, changesOf, type WorkspaceState } from "./workspace";

export function lookedAtAfter(card: ChatSessionCard, state: WorkspaceState, event: AgentSideEvent): ChatSessionCard {
  const known = cardOf(state, card.id);
  if (known) return known;
  switch (event.type) {
    case "chat_session":
      return event.chat_session.id === card.id ? event.chat_session : card;
    case "changes":
      return changesOf(event).reduce((now, each) => lookedAtAfter(now, state, each), card);
    case "entry":
      if (event.chat_session !== card.id || event.lane !== "public" || event.seq <= card.last_seq) return card;
      return afterEntry(card, event, state.groups);
    case "workspace":
      return card.phase === "closed" ? card : { ...card, phase: "active", responsible: null, helpers: [] };
    default:
      return card;
  }
}
