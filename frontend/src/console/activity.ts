/** Tells the server that a person is at this console: at most once a minute, and only when somebody did something. */

import type { Clock } from "../wire/clock";

const EVERY_MS = 60_000;
const RETRY_MS = 5_000;

export class Activity {
  readonly #tell: () => Promise<boolean>;
  readonly #clock: Pick<Clock, "now">;
  #nextAt = 0;

  /** `tell` resolves with whether the server has heard it. */
  constructor(tell: () => Promise<boolean>, clock: Pick<Clock, "now">) {
    this.#tell = tell;
    this.#clock = clock;
  }

  /** Call on every key, click and touch. */
  seen(): void {
    const now = this.#clock.now();
    if (now < this.#nextAt) return;
    this.#nextAt = now + EVERY_MS;
    void this.#tell().then((heard) => {
      if (!heard) this.#nextAt = now + RETRY_MS;
    });
  }
}
