/** What the desk's state means to the person: pure. */

import type { ChatSessionState, Entry, Sender } from "../../protocol";
import type { Timeline } from "../../wire/timeline";
import type { DeskState } from "./desk";

/** How a chat session stands. `none`: the next message begins one. */
export interface Standing {
  phase: "none" | ChatSessionState["phase"];
  /** Who is responsible now. */
  agent: Sender | null;
  /** By the server's clock: until then the agent, who dropped out, may be back. */
  absentUntil: string | null;
  /** It ended because the customer was silent, and goes on when they write. */
  quiet: boolean;
}

const NONE: Standing = { phase: "none", agent: null, absentUntil: null, quiet: false };

/** What the server said of it last, and then the entries that this does not know of yet. */
export function standing(chatSession: ChatSessionState | null, timeline: Timeline): Standing {
  if (chatSession === null) return NONE;
  const { phase, agent, absent_until: absentUntil = null, last_seq: known } = chatSession;
  const said: Standing = { phase, agent: phase === "closed" ? null : agent, absentUntil, quiet: phase === "closed" && endedQuietly(timeline) };
  return timeline.entries.slice(known).reduce(after, said);
}

function after(before: Standing, { event, sender }: Entry): Standing {
  switch (event?.name) {
    case "assigned":
      return { ...NONE, phase: "active", agent: event.agent };
    case "transferred":
      return event.agent ? { ...NONE, phase: "active", agent: event.agent } : { ...NONE, phase: "waiting" };
    case "opened":
    case "requeued":
    case "reopened":
      return { ...NONE, phase: "waiting" };
    case "left_message":
      return { ...NONE, phase: "left" };
    case "closed":
      return { ...NONE, phase: "closed", quiet: event.reason === "idle" };
    case undefined:
      return before.absentUntil !== null && sender.id === before.agent?.id ? { ...before, absentUntil: null } : before;
    default:
      return before;
  }
}

function endedQuietly({ entries }: Timeline): boolean {
  const ends = entries.flatMap(({ event }) => (event?.name === "closed" ? [event] : []));
  return ends[ends.length - 1]?.reason === "idle";
}

/** What stands below the log: `leave` is the form for when nobody takes chats, `nothing` until more is known. */
export type Foot = "gone" | "ended" | "write" | "leave" | "nothing";

export function footOf({ link, standing: { phase, quiet }, goesOn, thread, outgoing, away }: DeskState): Foot {
  if (link?.phase === "stopped" && link.reason === "signed_out") return "gone";
  if (phase === "closed" && !quiet && !goesOn) return thread?.loaded === false && thread.refused === null ? "nothing" : "ended";
  const begins = phase === "none" || phase === "closed";
  const leaving = outgoing.some((message) => message.leaves && message.state !== "failed");
  return begins && away !== null && !leaving ? "leave" : "write";
}

export type Trouble = "connecting" | "reconnecting" | "offline" | "unreachable" | "refused" | null;

/** Why messages do not go out at this moment; `null` while they do, or while nobody wants to send any. */
export function trouble({ link, thread, outgoing }: DeskState, isOnline: boolean): Trouble {
  if (link === null) return null;
  // A socket notices late that the network went; but a server on this very machine needs none.
  const stuck = !isOnline && outgoing.some((message) => message.state === "sending");
  if (link.phase === "online" || link.phase === "polling") return stuck ? "offline" : null;
  if (link.phase === "stopped") return link.reason === null || link.reason === "signed_out" ? null : "refused";
  if (!isOnline) return "offline";
  if (link.reason === "unavailable" || link.reason === "bad_frames" || link.reason === "too_many") return "unreachable";
  return thread === null && link.reason === null ? "connecting" : "reconnecting";
}
