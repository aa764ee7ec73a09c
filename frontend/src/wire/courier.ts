/** Takes what is in the outbox to the server: one at a time, in order, each until the server has answered for it. */

import type { Ack } from "../protocol";
import type { Clock } from "./clock";
import { LinkLost, Refused } from "./errors";
import type { Outbox, OutboxItem } from "./outbox";
import type { Exclusively } from "./tabs";

export interface CourierParts {
  outbox: Outbox;
  clock: Clock;
  /** Keeps a second tab from sending meanwhile. (If it did, the same `client_id` would make that harmless.) */
  exclusively: Exclusively;
  /** The open chat session for messages that name none; opens one if need be. Rejects as requests do. */
  openChatSession: (item: OutboxItem) => Promise<string>;
  /** Sends one message. Rejects as requests do. */
  send: (item: OutboxItem, chatSession: string) => Promise<Ack>;
  /** Leaves a message for later, for whoever has such. Rejects as requests do. */
  leave?: (item: OutboxItem) => Promise<Ack>;
  /** May a message whose chat session has ended go into a new one? For customers yes, for agents no. */
  followsCustomer: boolean;
}

const RETRY_MS = 2_000;
/** So many times a message may find its chat session closed before the person is asked. */
const MOST_MOVES = 3;

export class Courier {
  readonly #parts: CourierParts;
  readonly #moves = new Map<string, number>();
  #busy = false;
  #again = false;
  #stopTimer: () => void = () => undefined;
  #stopListening: () => void = () => undefined;

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  /** Sends whatever is there, now and whenever something is added in any tab. */
  start(): void {
    this.#stopListening();
    this.#stopListening = this.#parts.outbox.onChange((change) => {
      if (change.what === "changed") this.poke();
    });
    this.poke();
  }

  stop(): void {
    this.#stopListening();
    this.#stopTimer();
    this.#again = false;
  }

  /** Looks into the outbox: after a greeting, or when something was written. Cheap, and may be called at any time. */
  poke(): void {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#stopTimer();
    const { exclusively } = this.#parts;
    void exclusively(() => this.#drain())
      .catch(() => this.#later(RETRY_MS))
      .finally(() => {
        this.#busy = false;
        if (!this.#again) return;
        this.#again = false;
        this.poke();
      });
  }

  async #drain(): Promise<void> {
    for (;;) {
      const item = nextToSend(await this.#parts.outbox.all(), this.#parts.followsCustomer);
      if (item === undefined || !(await this.#deliver(item))) return;
    }
  }

  /** True when the item is dealt with, or may be tried again at once; false when sending has to pause. */
  async #deliver(item: OutboxItem): Promise<boolean> {
    const { outbox, leave } = this.#parts;
    try {
      if (item.leaves !== undefined && leave !== undefined) await leave(item);
      else await this.#send(item);
      await outbox.settle(item.client_id);
      this.#moves.delete(item.client_id);
      return true;
    } catch (error) {
      if (error instanceof LinkLost) return false;
      if (error instanceof Refused) return this.#refused(item, error);
      throw error;
    }
  }

  async #send(item: OutboxItem): Promise<void> {
    const { outbox, openChatSession, send } = this.#parts;
    const chatSession = item.chat_session ?? (await openChatSession(item));
    if (item.chat_session === null) await outbox.address(item.client_id, chatSession);
    await send(item, chatSession);
  }

  async #refused(item: OutboxItem, { code, retryAfterSeconds }: Refused): Promise<boolean> {
    const { outbox, followsCustomer } = this.#parts;
    if (code === "too_fast" || code === "unavailable") {
      this.#later(retryAfterSeconds === null ? RETRY_MS : retryAfterSeconds * 1000);
      return false;
    }
    const moves = this.#moves.get(item.client_id) ?? 0;
    if (followsCustomer && (code === "closed" || code === "unknown") && moves < MOST_MOVES) {
      this.#moves.set(item.client_id, moves + 1);
      await outbox.address(item.client_id, null);
      return true;
    }
    this.#moves.delete(item.client_id);
    if (followsCustomer) await outbox.address(item.client_id, null);
    await outbox.mark(item.client_id, code);
    return true;
  }

  #later(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(delayMs, () => this.poke());
  }
}

/** The first that can go. What stands behind a file that is still on its way waits for it; other chat sessions do not. */
export function nextToSend(items: readonly OutboxItem[], followsCustomer: boolean): OutboxItem | undefined {
  const held = new Set<string>();
  for (const item of items) {
    if (item.failed !== null) continue;
    // A customer's messages are one stream, wherever they go.
    const stream = followsCustomer ? "" : (item.chat_session ?? "");
    if (held.has(stream)) continue;
    if (item.file?.attachment !== null) return item;
    held.add(stream);
  }
  return undefined;
}
