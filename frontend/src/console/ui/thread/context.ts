/** What the parts of one thread share: whose it is, what the composer answers or edits, where the keyboard is. */

import type { ReadonlySignal, Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Attachment } from "../../../protocol";
import type { MessageLine } from "../../lines";

export interface InThread {
  readonly session: string;
  readonly me: string;
  /** The customer's name. */
  readonly customer: string;
  readonly mayWrite: boolean;
  /** The message that the composer answers. */
  readonly quoting: Signal<MessageLine | null>;
  /** The message of mine that the composer changes. */
  readonly editing: Signal<MessageLine | null>;
  /** The key of the row on which the keyboard works. */
  readonly current: Signal<string | null>;
  /** A message to be brought into sight. */
  readonly sought: Signal<string | null>;
  /** The keys of notes that were whispered, in one string. */
  readonly whispers: ReadonlySignal<string>;
  /** The image that is looked at. */
  readonly zoomed: Signal<Attachment | null>;
}

export const ThreadContext = createContext<InThread | null>(null);

export function useThread(): InThread {
  const thread = useContext(ThreadContext);
  if (thread === null) throw new Error("rendered outside a thread");
  return thread;
}
