/** What somebody who does not see the panel is told besides the log: what matters, once, and not each change. Pure. */

import type { DeskState } from "./desk";
import { footOf } from "./status";
import { awayWords, placeSentence, type Reading } from "./words";

/** What has been told. */
export interface Told {
  place: "nothing" | "some" | "next";
  absent: boolean;
  away: boolean;
}

export const nothingTold: Told = { place: "nothing", absent: false, away: false };

/** The next thing to say, if there is one, and what has been told by then. */
export function announce(told: Told, state: DeskState, reading: Reading): { told: Told; text: string | null } {
  const { say } = reading;
  const { standing, place, away } = state;
  const texts: string[] = [];
  const now: Told = { place: standing.phase === "waiting" ? told.place : "nothing", absent: standing.absentUntil !== null, away: footOf(state) === "leave" };
  if (standing.phase === "waiting" && place !== null) {
    now.place = place.place === 1 ? "next" : "some";
    // Moving up is told at the start of the line and at its end; whoever was next is not told of falling back.
    if (told.place === "nothing" || (now.place === "next" && told.place === "some")) texts.push(placeSentence(place, say));
  }
  if (now.absent && !told.absent) texts.push(say.absent(standing.agent?.name ?? say.yourAgent));
  if (now.away && !told.away && away !== null) texts.push(`${awayWords(away, reading)}. ${say.leaveText}`);
  return { told: now, text: texts.length > 0 ? texts.join(". ") : null };
}
