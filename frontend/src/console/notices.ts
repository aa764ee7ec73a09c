/** What happened to the agent unasked and deserves a sentence. Pure. */

import type { AgentSideEvent, Workspace } from "../protocol";
import { isMine } from "./cards";
import { secondsLeft } from "./server_clock";
import type { Strings } from "./i18n";
import { countdown, customerName } from "./words";
import { cardOf, changesOf, type WorkspaceState } from "./workspace";

/** The sentence for an event, given what was known before it and is after; `null` for most, and for what the `onScreen` one shows anyway. */
export function noticeOf(event: AgentSideEvent, before: WorkspaceState, after: WorkspaceState, say: Strings, onScreen?: string): string | null {
  switch (event.type) {
    case "chat_session":
      return event.chat_session.id === onScreen ? null : becameMine(event.chat_session.id, before, after, say);
    case "changes":
      return changesOf(event).map((each) => noticeOf(each, before, after, say, onScreen)).find((found) => found !== null) ?? null;
    case "entry":
      return event.chat_session === onScreen ? null : becameMine(event.chat_session, before, after, say);
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
    case "mentioned":
      return event.mention.chat_session === onScreen ? null : say.mentionedBy(event.mention.by.name);
    default:
      return null;
  }
}

/** To who dropped out and is back while their chats still wait for them; `null` for everybody else. */
export function welcomeBack({ mine, now }: Workspace, say: Strings): string | null {
  const left = mine.flatMap(({ absent_until: until }) => (until === null ? [] : [secondsLeft(until, Date.parse(now))]));
  return left.length === 0 ? null : say.backInTime(left.length, countdown(Math.min(...left)));
}

/** Without having rung here first. */
function becameMine(id: string, before: WorkspaceState, after: WorkspaceState, say: Strings): string | null {
  const card = after.open.get(id);
  const known = cardOf(before, id);
  const rang = [...before.offers.values()].some((offer) => offer.chat_session.id === id);
  if (!card || rang || !isMine(card, after.agent) || (known && isMine(known, before.agent))) return null;
  return say.nowMine(customerName(card.customer, say));
}
