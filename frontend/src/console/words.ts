/** Times and names in people's words. Pure: the moment, the language and the catalogue are passed in. */

import { clockTime } from "../shared/times";
import type { ChatSessionCard, CustomerCard, Sender } from "../protocol";
import { actionsFor } from "./actions";
import type { EventLine } from "./lines";
import type { Strings } from "./i18n";
import type { WorkspaceState } from "./workspace";

export { clockTime, dayName, dayOf, fullTime } from "../shared/times";

/** How long, in the shortest honest form: `45 s`, `12 min`, `3 h 5 min`, `2 d`. */
export function duration(ms: number, { lasts }: Strings): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return lasts.seconds(seconds);
  if (hours < 1) return lasts.minutes(minutes);
  return hours < 24 ? lasts.hours(hours, minutes % 60) : lasts.days(Math.floor(hours / 24));
}

export const customerName = (customer: CustomerCard, say: Strings): string =>
  customer.name || customer.email || say.anonymous(customer.id.slice(-6));

/** Up to two letters that stand for a person in a small circle. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toUpperCase();
}

/** Minutes and seconds of a countdown: `0:23`. */
export const countdown = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** What happened, as a quiet line. */
export function eventWords({ entry, responsible }: EventLine, me: string, say: Strings, language: string): string {
  const { event } = entry;
  const by = (sender: Sender | null | undefined) => (sender ? (sender.id === me ? say.you : sender.name) : "");
  switch (event?.name) {
    case "opened":
      return say.opened;
    case "assigned":
      return event.agent.id === me ? say.assignedMe : say.assigned(event.agent.name);
    case "transferred":
      if (event.agent?.id === event.by.id) return say.tookOver(by(event.by));
      if (event.agent) return say.transferred(by(event.by), event.agent.id === me ? say.toYou : event.agent.name);
      return say.transferredToGroup(by(event.by), event.group ?? "");
    case "requeued":
      return say.requeued[event.reason](by(responsible));
    case "joined":
      return say.joined(by(event.agent));
    case "parted":
      return say.parted(by(event.agent));
    case "idle_warned":
      return say.idleWarned(clockTime(Date.parse(event.closes_at), language));
    case "left_message":
      return say.leftMessage;
    case "reopened":
      return say.reopened;
    case "closed":
      if (event.reason === "idle") return say.closedIdle;
      if (event.by === "agent" && responsible?.id === me) return say.closedByMe;
      return say.closedBy[event.by](responsible?.name ?? "");
    case "amended": // it shows in the message itself
    case undefined:
      return "";
  }
}

/** Why nothing can be written into this chat session; `null` when I may write. */
export function whyReadOnly(card: ChatSessionCard, state: WorkspaceState, say: Strings): string | null {
  if (card.phase !== "active") return say.readOnly[card.phase];
  if (actionsFor(card, state).has("write")) return null;
  return card.responsible ? say.readOnly.other(card.responsible.name) : say.readOnly.gone;
}

/** A page of the site by its title, else by its address without what says nothing. */
export function pageName({ title, url }: { title: string; url: string }): string {
  if (title.trim() !== "") return title;
  try {
    const { host, pathname } = new URL(url);
    return pathname === "/" ? host : decodeURI(pathname);
  } catch {
    return url;
  }
}
