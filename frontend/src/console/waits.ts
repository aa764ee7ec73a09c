/** How long customers have waited, and when that is too long. Pure. */

import type { ChatSessionCard, GroupCard } from "../protocol";
import { listOf, type Viewer } from "./cards";
import { countdown, duration } from "./words";
import type { Strings } from "./i18n";

/** `warn` and `late` begin where the group says. */
export type Level = "fresh" | "warn" | "late";

/** For a chat without a group; what groups begin with. */
const WARN_SECONDS = 60;
const LATE_SECONDS = 180;
const HOUR_MS = 3_600_000;

/** Since when the customer waits: for an agent while in the queue, for an answer in a talk; `null` while they do not. */
export function waitsSince(card: ChatSessionCard, viewer: Viewer): string | null {
  const list = listOf(card, viewer);
  if (list === "waiting" || list === "left") return card.waiting_since;
  return card.phase === "active" ? card.unanswered_since : null;
}

export function levelOf(waitedMs: number, card: ChatSessionCard, groups: ReadonlyMap<string, GroupCard>): Level {
  // Who left a message was told that the answer takes its time.
  if (card.phase === "left") return "fresh";
  const group = card.group === null ? undefined : groups.get(card.group);
  if (waitedMs >= (group?.late_answer_seconds ?? LATE_SECONDS) * 1_000) return "late";
  return waitedMs >= (group?.warn_answer_seconds ?? WARN_SECONDS) * 1_000 ? "warn" : "fresh";
}

/** A wait as it runs: `0:45`, `12:03`; in words from an hour on. */
export const running = (ms: number, say: Strings): string =>
  ms < HOUR_MS ? countdown(Math.max(0, Math.floor(ms / 1_000))) : duration(ms, say);
