/** What the desk's state means to the person: pure. */

import type { DeskState } from "./desk";

/** Who is responsible now; `null` while nobody is. */
export function agentName(state: DeskState): string | null {
  if (state.closed || state.chatSession === null) return null;
  const assigned = (state.thread?.timeline.entries ?? []).flatMap(({ event }) => (event?.name === "assigned" ? [event.agent] : []));
  return (assigned[assigned.length - 1] ?? state.chatSession.agent)?.name ?? null;
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
