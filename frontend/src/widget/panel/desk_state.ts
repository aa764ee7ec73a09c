/** What the desk is made of, and what of it is shown. */

import type { ChatSessionState } from "../../protocol";
import type { Clock } from "../../wire/clock";
import type { CustomerLink, LinkState } from "../../wire/link";
import type { Outbox, OutboxItem } from "../../wire/outbox";
import type { Exclusively } from "../../wire/tabs";
import type { ThreadState } from "../../wire/thread";
import type { OutgoingMessage } from "./outgoing";
import type { PlaceInLine } from "./queue_place";
import type { Away } from "./reception";
import type { Standing } from "./status";

export interface DeskParts {
  link: CustomerLink;
  outbox: Outbox;
  clock: Clock;
  exclusively: Exclusively;
  newId: () => string;
  /** The customer's, as a language tag; empty: unknown. */
  language: string;
}

export interface DeskState {
  /** `null` until there was a reason to connect. */
  link: LinkState | null;
  /** The chat session that is shown; `null` before the first message of a new one. */
  chatSession: ChatSessionState | null;
  standing: Standing;
  /** It ended, and the customer means to write on. */
  goesOn: boolean;
  thread: ThreadState | null;
  outgoing: readonly OutgoingMessage[];
  /** What no chat session was opened for: it goes back to whoever wrote it. */
  returned: readonly OutboxItem[];
  place: PlaceInLine | null;
  away: Away | null;
  /** By this device's clock: until then the agent, who dropped out, may be back. */
  absentUntilMs: number | null;
  /** Whether the server knows the customer by name. */
  known: boolean;
  /** Staff see what is typed before it is sent; the person is told so. */
  peeked: boolean;
  unread: number;
  maxTextChars: number;
}
