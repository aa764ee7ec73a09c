/** What happened to the agent unasked and deserves a sentence. Pure. */

import type { AgentSideEvent } from "../protocol";
import type { Strings } from "./strings";
import { customerName } from "./words";
import { cardOf, type WorkspaceState } from "./workspace";

/** The sentence for an event, given what was known before it; `null` for most. */
export function noticeOf(event: AgentSideEvent, before: WorkspaceState, say: Strings): string | null {
  switch (event.type) {
    case "offer_ended": {
      const offer = before.offers.get(event.offer);
      if (!offer || (event.outcome !== "expired" && event.outcome !== "withdrawn")) return null;
      return say.offerEnded[event.outcome](customerName(offer.chat_session.customer, say));
    }
    case "transfer_answered": {
      const card = cardOf(before, event.chat_session);
      const name = card ? customerName(card.customer, say) : say.aCustomer;
      return say.transferAnswered[event.outcome](event.agent, name, event.reason);
    }
    default:
      return null;
  }
}
