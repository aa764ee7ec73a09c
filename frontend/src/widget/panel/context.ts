/** What every part of the panel may need: the desk, the words, the loader outside. */

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Desk, DeskState } from "./desk";
import type { Strings } from "./i18n";
import type { Question } from "./questions";

export interface Panel {
  desk: Desk;
  say: Strings;
  language: string;
  site: { name: string; greeting: string; questions: readonly Question[] };
  /** False where this browser forbids storage. */
  durable: boolean;
  /** Hides the panel; `null` when it is not embedded. */
  close: (() => void) | null;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error("outside of a panel");
  return panel;
}

export function useDesk(): DeskState {
  const { desk } = usePanel();
  const [state, setState] = useState(desk.state);
  useEffect(() => {
    setState(desk.state);
    return desk.onChange(setState);
  }, [desk]);
  return state;
}
