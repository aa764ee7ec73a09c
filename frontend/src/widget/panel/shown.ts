/** The chat session on the screen, if there is one: what the server says of it, and its thread. */

import type { ChatSessionState } from "../../protocol";
import type { Clock } from "../../wire/clock";
import type { CustomerLink } from "../../wire/link";
import { Thread } from "../../wire/thread";
import { emptyTimeline, lastSeq, type Timeline } from "../../wire/timeline";
import { type Standing, standing } from "./status";

export interface ShownParts {
  link: CustomerLink;
  clock: Clock;
  changed: () => void;
  /** Another one is shown from now on, or none. */
  left: () => void;
}

export class ShownChatSession {
  readonly #parts: ShownParts;
  #chatSession: ChatSessionState | null = null;
  #thread: Thread | null = null;
  /** The ended chat session that the customer has put away to begin a new one, and how far it went. */
  #putAway: { id: string; seq: number } | null = null;
  #goesOn: string | null = null;
  #lastOpenedMs = 0;

  constructor(parts: ShownParts) {
    this.#parts = parts;
  }

  /** `null` before the first message of a new one. */
  get chatSession(): ChatSessionState | null {
    return this.#chatSession;
  }

  get thread(): Thread | null {
    return this.#thread;
  }

  get timeline(): Timeline {
    return this.#thread?.state.timeline ?? emptyTimeline;
  }

  get standing(): Standing {
    return standing(this.#chatSession, this.timeline);
  }

  /** The id, while what is written goes into it. */
  get open(): string | null {
    return this.standing.phase === "closed" ? null : (this.#chatSession?.id ?? null);
  }

  /** The id, while somebody answers or is waited for. A message that was left waits for nobody. */
  get served(): string | null {
    return this.standing.phase === "left" ? null : this.open;
  }

  /** Events may repeat; one of a chat session from before the last one shown is old news. */
  show(chatSession: ChatSessionState): void {
    const openedMs = Date.parse(chatSession.opened_at);
    if (openedMs < this.#lastOpenedMs) return;
    const { id, seq } = this.#putAway ?? { id: "", seq: 0 };
    // Put away it stays, unless it goes on by now.
    if (chatSession.id === id && (chatSession.phase === "closed" || chatSession.last_seq <= seq)) return;
    const same = chatSession.id === this.#chatSession?.id;
    if (!same) this.#leave();
    this.#chatSession = chatSession;
    this.#lastOpenedMs = openedMs;
    if (!same) this.#follow(chatSession.id);
    this.#parts.changed();
  }

  /** What ended was put away, and nothing has taken its place. */
  get beginsAnew(): boolean {
    return this.#putAway !== null && this.#chatSession === null;
  }

  /** After the end: the customer means to write on where it stopped. */
  goOn(): void {
    this.#goesOn = this.#chatSession?.id ?? null;
    this.#parts.changed();
  }

  get goesOn(): boolean {
    return this.#goesOn !== null && this.#goesOn === this.#chatSession?.id;
  }

  /** After the end: nothing is shown until the next one opens, or this one goes on. */
  putAway(): void {
    if (this.#chatSession === null) return;
    const { id, last_seq: known } = this.#chatSession;
    this.#putAway = { id, seq: Math.max(known, lastSeq(this.timeline)) };
    this.#leave();
    this.#parts.changed();
  }

  #follow(chatSession: string): void {
    const { link, clock, changed } = this.#parts;
    this.#thread = new Thread({ link, clock, chatSession, lane: "public", me: "customer" });
    this.#thread.onChange(changed);
    this.#thread.open();
  }

  #leave(): void {
    this.#thread?.close();
    this.#thread = null;
    this.#chatSession = null;
    this.#parts.left();
  }
}
