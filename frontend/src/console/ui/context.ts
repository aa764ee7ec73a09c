/** What every part of the page needs. */

import type { Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { ChatSessionCard, Lane } from "../../protocol";
import type { Alerts } from "../alerts";
import type { Desk } from "../desk";
import type { Device } from "../device";
import type { Drafts } from "../drafts";
import type { FactsWatch } from "../facts_watch";
import type { Strings } from "../i18n";

/** The dialog on screen. `go` is what the agent set out to do when it asked. */
export type Asking =
  | { what: "transfer"; cards: readonly ChatSessionCard[]; go: (() => void) | null }
  | { what: "invite" | "assign"; card: ChatSessionCard }
  | { what: "close"; cards: readonly ChatSessionCard[] }
  | { what: "alerts" | "keys" | "palette" }
  | { what: "leave"; why: "offline" | "logout"; go: () => void };

/** A place in a thread. */
export interface Place {
  session: string;
  lane: Lane;
  seq: number;
}

/** What the right column shows of the chat session on screen. */
export type Aside = "details" | "why";

export interface Surroundings {
  desk: Desk;
  drafts: Drafts;
  device: Device;
  alerts: Alerts;
  say: Strings;
  language: string;
  loginUrl: string;
  asking: Signal<Asking | null>;
  aside: Signal<Aside | null>;
  /** What is known of the customer on screen. */
  facts: FactsWatch;
  /** The earlier chat that was opened beside another, and that other. */
  cameFrom: Signal<{ past: string; from: ChatSessionCard } | null>;
  /** Where the thread is to go as soon as it can; it says `null` when it is there. */
  goTo: Signal<Place | null>;
  /** Those of mine that are to be closed or passed on together; `null` while none are being selected. */
  selected: Signal<ReadonlySet<string> | null>;
  historySearchUrl: string;
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
