/** What this agent may do with a chat session. Pure; the server judges again. */

import type { ChatSessionCard } from "../protocol";
import { doIHelp, isMine, isSupervised } from "./cards";
import type { WorkspaceState } from "./workspace";

export type Action = "take" | "write" | "transfer" | "requeue" | "invite" | "leave" | "take_over" | "assign" | "close";

export function actionsFor(card: ChatSessionCard, { agent, groups }: WorkspaceState): ReadonlySet<Action> {
  const supervises = isSupervised(card, groups);
  switch (card.phase) {
    case "active":
      if (isMine(card, agent)) return new Set<Action>(["write", "transfer", "requeue", "invite", "close"]);
      return new Set<Action>([
        ...(doIHelp(card, agent) ? (["write", "leave"] as const) : []),
        ...(supervises ? (["take_over", "assign", "close"] as const) : []),
      ]);
    case "waiting":
    case "left":
      return new Set<Action>(["take", ...(supervises ? (["assign", "close"] as const) : [])]);
    case "closed":
      return new Set();
  }
}

/** Whoever sees a chat may note something in it for colleagues, until it ends. */
export const mayNote = ({ phase }: ChatSessionCard): boolean => phase !== "closed";

/** A note of who only oversees a chat is a whisper to its agent. */
export const whispers = (card: ChatSessionCard, { agent, groups }: WorkspaceState): boolean =>
  card.phase === "active" && !isMine(card, agent) && !doIHelp(card, agent) && isSupervised(card, groups);
