/** What happens to the customer, in words of the catalogue. Pure: the moment and the language are passed in. */

import type { WaitEstimate } from "../../protocol";
import { clockTime, momentToCome } from "../../shared/times";
import type { Strings } from "./i18n";
import type { Note } from "./notes";
import type { PlaceInLine } from "./queue_place";
import type { Away } from "./reception";

/** Who reads, and when. */
export interface Reading {
  say: Strings;
  language: string;
  nowMs: number;
}

/** An absence that seems to last longer means that the two clocks differ: nothing is counted down then. */
const LONGEST_ABSENCE_MS = 15 * 60_000;

/** The place and, if something honest can be said, the wait. */
export function placeWords({ place, wait }: PlaceInLine, say: Strings): { place: string; wait: string | null } {
  return { place: place === 1 ? say.next : say.inLineAt(place), wait: wait === null ? null : waitWords(wait, say) };
}

/** Both in one sentence. */
export function placeSentence(inLine: PlaceInLine, say: Strings): string {
  const { place, wait } = placeWords(inLine, say);
  return wait === null ? place : place + say.comma + wait;
}

function waitWords({ low_minutes: low, high_minutes: high }: WaitEstimate, say: Strings): string {
  if (low >= 60) return say.overAnHour;
  return low < 1 ? say.atMost(Math.max(high, 1)) : say.about(low, high);
}

/** `on Tuesday at 09:00`; `null` when it is not known, or has passed. */
export function backWords(away: Away | null, { say, language, nowMs }: Reading): string | null {
  const opensAtMs = away?.opensAtMs ?? null;
  if (opensAtMs === null || opensAtMs <= nowMs) return null;
  const { day, time } = momentToCome(opensAtMs, nowMs, language);
  return typeof day === "string" ? say.when[day](time) : say.when.later(day.name, time);
}

/** Why nobody takes chats now. */
export function awayWords(away: Away, reading: Reading): string {
  if (away.reason === "full") return reading.say.allBusy;
  const back = backWords(away, reading);
  return back === null ? reading.say.notHere : reading.say.backAt(back);
}

export function absenceWords(name: string, leftMs: number, say: Strings): string {
  if (leftMs <= 0) return say.absentOver(name);
  return leftMs > LONGEST_ABSENCE_MS ? say.absent(name) : say.absentFor(name, countdown(leftMs));
}

/** `0:23`; what has begun counts as a whole second. Never negative. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `away`: why nobody takes chats, where that is still so. */
export function noteWords(note: Note, away: Away | null, reading: Reading): string {
  const { say, language } = reading;
  switch (note.what) {
    case "assigned":
    case "tookOver":
    case "joined":
    case "parted":
      return say[note.what](note.name);
    case "passed":
      return say.passed(note.by, note.to);
    case "passed_on":
      return say.passedOn(note.by, note.group);
    case "requeued":
      return say.requeued[note.why](note.name);
    case "idle_warned":
      return note.over ? say.idleWarnedOnce : say.idleWarned(clockTime(note.closesAtMs, language));
    case "left_message": {
      const back = backWords(away, reading);
      return back === null ? say.leftMessage : say.leftMessageUntil(back);
    }
    case "left_behind": {
      const back = backWords(away, reading);
      return back === null ? say.leftBehind : say.leftBehindUntil(back);
    }
    case "reopened":
      return say.reopened;
    case "closed":
      if (note.why === "quiet") return note.over ? say.closedQuietlyOnce : say.closedQuietly;
      return note.why === "customer" ? say.closedByYou : say.ended;
  }
}
