/** Times and names in people's words. Pure: the moment, the language and the catalogue are passed in. */

import type { ChatSessionCard, CustomerCard } from "../protocol";
import type { EventLine } from "./lines";
import type { Strings } from "./strings";

export { clockTime, dayName, dayOf, fullTime } from "../shared/times";

/** How long, in the shortest honest form: `45 s`, `12 min`, `3 h 5 min`, `2 d`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

export const customerName = (customer: CustomerCard, say: Strings): string =>
  customer.name || customer.email || say.anonymous(customer.id.slice(-6));

/** Up to two letters that stand for a person in a small circle. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toUpperCase();
}

/** What happened, as a quiet line. */
export function eventWords({ entry, responsible }: EventLine, me: string, say: Strings): string {
  switch (entry.event?.name) {
    case "opened":
      return say.opened;
    case "assigned":
      return entry.event.agent.id === me ? say.assignedMe : say.assigned(entry.event.agent.name);
    case "closed":
      if (entry.event.by === "agent" && responsible?.id === me) return say.closedByMe;
      return say.closedBy[entry.event.by](responsible?.name ?? "");
    default:
      return "";
  }
}

/** Why nothing can be written into this chat session; `null` when I may write. */
export function whyReadOnly(card: ChatSessionCard, me: string, say: Strings): string | null {
  if (card.phase === "waiting") return say.readOnly.waiting;
  if (card.phase === "closed") return say.readOnly.closed;
  if (card.responsible?.id === me) return null;
  return card.responsible ? say.readOnly.other(card.responsible.name) : say.readOnly.gone;
}
