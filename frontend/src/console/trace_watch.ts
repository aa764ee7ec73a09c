/** The answer to "why?" for one chat session, kept fresh while somebody reads it. */

import { signal } from "@preact/signals";

import type { Trace } from "../protocol";
import type { Clock } from "../wire/clock";

export interface Watched {
  readonly session: string;
  readonly trace: Trace | null;
  /** The last question had no answer; what stands in `trace` is older. */
  readonly failed: boolean;
}

/** Colleagues come and go without an event of this chat session. */
const REFRESH_MS = 5_000;
const AT_MOST_EVERY_MS = 1_000;

export class TraceWatch {
  readonly watched = signal<Watched | null>(null);
  readonly #ask: (session: string) => Promise<Trace | null>;
  readonly #clock: Clock;
  #stopTimer: () => void = () => undefined;
  #askedAt = -Infinity;

  /** `ask` resolves with `null` when there was no answer. */
  constructor(ask: (session: string) => Promise<Trace | null>, clock: Clock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  watch(session: string): void {
    if (this.watched.peek()?.session === session) return;
    this.watched.value = { session, trace: null, failed: false };
    void this.#refresh();
  }

  stop(): void {
    this.#stopTimer();
    this.watched.value = null;
  }

  /** Something happened to this chat session. */
  poke(session: string): void {
    if (this.watched.peek()?.session === session) this.#refreshIn(Math.max(0, this.#askedAt + AT_MOST_EVERY_MS - this.#clock.now()));
  }

  #refreshIn(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(delayMs, () => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    const watched = this.watched.peek();
    if (!watched) return;
    this.#askedAt = this.#clock.now();
    this.#refreshIn(REFRESH_MS);
    const trace = await this.#ask(watched.session);
    const now = this.watched.peek();
    if (now?.session === watched.session) this.watched.value = { ...now, trace: trace ?? now.trace, failed: trace === null };
  }
}
