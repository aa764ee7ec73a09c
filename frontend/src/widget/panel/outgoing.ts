/** What this customer wrote and no entry stands for yet, in whichever tab it was written. */

import type { RefusalCode } from "../../protocol";
import { Listeners } from "../../wire/listeners";
import type { Outbox, OutboxItem } from "../../wire/outbox";
import { notYetStored, type Timeline } from "../../wire/timeline";

export interface OutgoingMessage {
  client_id: string;
  text: string;
  atMs: number;
  state: "sending" | "sent" | "failed";
  failed: RefusalCode | null;
  /** It is left for later, while nobody takes chats. */
  leaves: boolean;
}

export class OutgoingMessages {
  readonly #outbox: Outbox;
  readonly #changes = new Listeners<null>();
  #kept: readonly OutboxItem[] = [];
  /** Acknowledged, but the entry itself has not come yet. */
  #acknowledged: readonly OutboxItem[] = [];
  #reading = false;
  #again = false;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
    outbox.onChange((change) => {
      if (change.what === "sent") this.#acknowledged = [...this.#acknowledged, change.item];
      void this.refresh();
    });
  }

  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  /** Reads the outbox anew; what comes meanwhile makes it read once more. */
  async refresh(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#again) {
      this.#again = false;
      this.#kept = await this.#outbox.all();
    }
    this.#reading = false;
    this.#changes.tell(null);
  }

  /** What no chat session was opened for, since nobody takes chats: the person writes it anew, or leaves it. */
  get returned(): readonly OutboxItem[] {
    return this.#kept.filter(isReturned);
  }

  /** In the order they were written, without what was returned. Forgets what the timeline holds by now. */
  beside(timeline: Timeline): OutgoingMessage[] {
    this.#acknowledged = notYetStored(timeline, this.#acknowledged);
    const kept = new Set(this.#kept.map((item) => item.client_id));
    return [
      ...this.#acknowledged.filter((item) => !kept.has(item.client_id)).map((item) => message(item, "sent")),
      ...notYetStored(timeline, this.#kept.filter((item) => !isReturned(item))).map((item) => message(item, item.failed === null ? "sending" : "failed")),
    ];
  }

  /** Another chat session is shown: what was acknowledged in the last one stands there. */
  forgetAcknowledged(): void {
    this.#acknowledged = [];
  }
}

const isReturned = (item: OutboxItem): boolean => item.failed === "offline";

const message = ({ client_id, text, written_at, failed, leaves }: OutboxItem, state: OutgoingMessage["state"]): OutgoingMessage => ({
  client_id,
  text,
  atMs: written_at,
  state,
  failed,
  leaves: leaves !== undefined,
});
