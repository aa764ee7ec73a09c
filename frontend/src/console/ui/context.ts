/** What every part of the page needs. */

import type { Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import type { Desk } from "../desk";
import type { Device } from "../device";
import type { Drafts } from "../drafts";
import type { Strings } from "../i18n";

/** The dialog on screen. `go` is what the agent set out to do when it asked. */
export type Asking =
  | { what: "transfer"; cards: readonly ChatSessionCard[]; go: (() => void) | null }
  | { what: "invite" | "assign" | "close"; card: ChatSessionCard }
  | { what: "leave"; why: "offline" | "logout"; go: () => void };

/** What the right column shows of the chat session on screen. */
export type Aside = "details" | "why";

export interface Surroundings {
  desk: Desk;
  drafts: Drafts;
  device: Device;
  say: Strings;
  language: string;
  loginUrl: string;
  asking: Signal<Asking | null>;
  aside: Signal<Aside | null>;
  /** The history page of a customer. */
  historyUrlOf: (customerId: string) => string;
  /** What an order number looks like here. */
  orderNumber: RegExp | null;
}

export const Context = createContext<Surroundings | null>(null);

export function useConsole(): Surroundings {
  const surroundings = useContext(Context);
  if (surroundings === null) throw new Error("rendered outside the console");
  return surroundings;
}
