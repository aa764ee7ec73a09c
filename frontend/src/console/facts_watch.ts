/** What is known of the customer on screen, kept fresh while somebody reads it. */

import { signal } from "@preact/signals";

import type { AgentSideEvent, CustomerDetails } from "../protocol";
import type { AgentLink } from "../wire/link";

export interface Facts {
  readonly session: string;
  /** `null` until the first answer. */
  readonly details: CustomerDetails | null;
  /** The last question had no answer; what stands in `details` is older. */
  readonly failed: boolean;
}

/** As many pages as the server tells. */
const MOST_PAGES = 50;

export class FactsWatch {
  readonly watched = signal<Facts | null>(null);
  readonly #ask: (session: string) => Promise<CustomerDetails | null>;

  /** `ask` resolves with `null` when there was no answer. */
  constructor(link: Pick<AgentLink, "onEvent" | "onGreeting">, ask: (session: string) => Promise<CustomerDetails | null>) {
    this.#ask = ask;
    link.onEvent((event) => this.#hear(event));
    // What changed while the connection was lost nobody told.
    link.onGreeting(() => void this.#refresh());
  }

  watch(session: string): void {
    if (this.watched.peek()?.session === session) return;
    this.watched.value = { session, details: null, failed: false };
    void this.#refresh();
  }

  stop(): void {
    this.watched.value = null;
  }

  #hear(event: AgentSideEvent): void {
    const watched = this.watched.peek();
    if (event.type === "customer_changed" && event.chat_session === watched?.session) void this.#refresh();
    if (event.type !== "page_viewed" || event.chat_session !== watched?.session || !watched.details) return;
    const pages = [...watched.details.pages, event.page].slice(-MOST_PAGES);
    this.watched.value = { ...watched, details: { ...watched.details, pages } };
  }

  async #refresh(): Promise<void> {
    const watched = this.watched.peek();
    if (!watched) return;
    const details = await this.#ask(watched.session);
    const now = this.watched.peek();
    if (now?.session === watched.session) this.watched.value = { ...now, details: details ?? now.details, failed: details === null };
  }
}
