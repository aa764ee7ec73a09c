/** One tab of the browser does what must be done once. When it goes, the next one takes over. */

import { signal } from "@preact/signals";

type Locks = Pick<LockManager, "request">;

export class Leader {
  /** Whether this tab is the one. */
  readonly leads = signal(false);
  readonly #locks: Locks | undefined;
  readonly #name: string;
  #stands = false;

  /** Without locks every tab leads: twice is better than never. */
  constructor(locks: Locks | undefined, name: string) {
    this.#locks = locks;
    this.#name = name;
  }

  /** From now on this tab leads as soon as no other does, until it is closed. May be called again. */
  stand(): void {
    if (this.#stands) return;
    this.#stands = true;
    if (!this.#locks) {
      this.leads.value = true;
      return;
    }
    // Held as long as the promise is open: for ever.
    const held = this.#locks.request(this.#name, () => {
      this.leads.value = true;
      return new Promise<never>(() => undefined);
    });
    held.catch(() => {
      this.leads.value = true;
    });
  }
}
