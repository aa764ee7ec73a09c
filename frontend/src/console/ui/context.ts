/** What every part of the page needs. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Desk } from "../desk";
import type { Drafts } from "../drafts";
import type { Strings } from "../strings";

export interface Surroundings {
  desk: Desk;
  drafts: Drafts;
  say: Strings;
  language: string;
  loginUrl: string;
  /** The history page of a customer. */
  historyUrlOf: (customerId: string) => string;
}

export const Context = createContext<Surroundings | null>(null);

export function useConsole(): Surroundings {
  const surroundings = useContext(Context);
  if (surroundings === null) throw new Error("rendered outside the console");
  return surroundings;
}
