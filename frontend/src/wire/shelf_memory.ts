/** A shelf that lasts as long as the page: for where the browser forbids storage. */

import type { Draft, OutboxItem, Shelf } from "./outbox";

export class MemoryShelf implements Shelf {
  #items: OutboxItem[] = [];
  #lastOrder = 0;

  all(): Promise<OutboxItem[]> {
    return Promise.resolve([...this.#items]);
  }

  add(draft: Draft): Promise<void> {
    if (!this.#items.some((item) => item.client_id === draft.client_id)) {
      this.#items.push({ ...draft, order: ++this.#lastOrder, failed: null });
    }
    return Promise.resolve();
  }

  change(clientId: string, change: (item: OutboxItem) => OutboxItem | null): Promise<OutboxItem | null> {
    const before = this.#items.find((item) => item.client_id === clientId) ?? null;
    if (before !== null) {
      const after = change(before);
      this.#items = this.#items.flatMap((item) => (item !== before ? [item] : after === null ? [] : [after]));
    }
    return Promise.resolve(before);
  }

  close(): void {
    this.#items = [];
  }
}
