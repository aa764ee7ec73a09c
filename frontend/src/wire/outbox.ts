/** Messages kept on the device until the server has acknowledged them, in the order they were written. */

import type { Answer, Lane, RefusalCode } from "../protocol";
import { Listeners } from "./listeners";
import type { TabChannel } from "./tabs";

/** What a customer says of themselves with a message left while nobody takes chats; empty where they said nothing. */
export interface Leaves {
  name: string;
  email: string;
}

/** A file that goes with a message, kept until the server has both. */
export interface KeptFile {
  readonly blob: Blob;
  readonly name: string;
  readonly media_type: string;
  /** Spoken here, and how it sounds: what is shown of it until the server says the same. */
  readonly voice: { readonly duration_ms: number; readonly waveform: readonly number[] } | null;
  /** Where its upload goes on; `null` before it began. */
  readonly upload: string | null;
  /** The server's name for it, once it is there. */
  readonly attachment: string | null;
}

export interface Draft {
  client_id: string;
  /**
   * Where it goes; `null` means into whichever chat session is open when it is sent (customers only). Once it was
   * sent somewhere it keeps that address until the server refuses it there, so that it is never stored twice.
   */
  chat_session: string | null;
  lane: Lane;
  text: string;
  /** Milliseconds since the epoch, for display only. */
  written_at: number;
  /** The place, in the same lane, of what it answers. */
  reply_to?: number | null;
  /** Colleagues whom a note calls (agents only). */
  mentions?: readonly string[];
  file?: KeptFile;
  /** Set for a message to be left (customers only): it is sent by `leave_message`, which names no chat session. */
  leaves?: Leaves;
  /** What was answered before the chat session that this begins (customers only). */
  answers?: Answer[];
}

export interface OutboxItem extends Draft {
  /** Grows with every message written on this device, in any tab. */
  readonly order: number;
  /** Why the server will not take it; the person decides. `null` while it is to be sent. */
  readonly failed: RefusalCode | null;
}

/** `changed`: read `all()` anew. `sent`: the item left the outbox because the server stored it. */
export type OutboxChange = { what: "changed" } | { what: "sent"; item: OutboxItem };

/** Where the items lie. Adapters: memory, IndexedDB. */
export interface Shelf {
  /** Everything kept, in order. */
  all(): Promise<OutboxItem[]>;
  /** Keeps a draft at the end, unless its `client_id` is here already. */
  add(draft: Draft): Promise<void>;
  /** Replaces an item in one step, or takes it away when `change` returns `null`. Resolves with what stood there. */
  change(clientId: string, change: (item: OutboxItem) => OutboxItem | null): Promise<OutboxItem | null>;
  close(): void;
}

export class Outbox {
  readonly #shelf: Shelf;
  readonly #tabs: TabChannel;
  readonly #listeners = new Listeners<OutboxChange>();

  constructor(shelf: Shelf, tabs: TabChannel) {
    this.#shelf = shelf;
    this.#tabs = tabs;
    tabs.listen((message) => this.#listeners.tell(message as OutboxChange));
  }

  /** Everything kept, in order. */
  all(): Promise<OutboxItem[]> {
    return this.#shelf.all();
  }

  /** Keeps a message. The same `client_id` again changes nothing. */
  async add(draft: Draft): Promise<void> {
    await this.#shelf.add(draft);
    this.#tell({ what: "changed" });
  }

  /** Notes where an item is sent, before it is. A file that was taken elsewhere has to be taken there too. */
  async address(clientId: string, chatSession: string | null): Promise<void> {
    await this.#shelf.change(clientId, ({ file, ...item }) => {
      const moved = file && (chatSession === null ? { ...file, upload: null, attachment: null } : file);
      return { ...item, ...(moved && { file: moved }), chat_session: chatSession };
    });
  }

  /** Notes how far an item's file has come. */
  async putFile(clientId: string, change: Partial<Pick<KeptFile, "upload" | "attachment">>): Promise<void> {
    await this.#shelf.change(clientId, ({ file, ...item }) => ({ ...item, ...(file && { file: { ...file, ...change } }) }));
    if (change.attachment !== undefined) this.#tell({ what: "changed" });
  }

  /** The server stored it: nothing more to keep. Doing it twice is harmless. */
  async settle(clientId: string): Promise<void> {
    const item = await this.#shelf.change(clientId, () => null);
    if (item !== null) this.#tell({ what: "sent", item });
  }

  /** Marks an item as refused, or with `null` as to be tried anew. */
  async mark(clientId: string, failed: RefusalCode | null): Promise<void> {
    await this.#shelf.change(clientId, (item) => ({ ...item, failed }));
    this.#tell({ what: "changed" });
  }

  /** The person gave it up. */
  async discard(clientId: string): Promise<void> {
    await this.#shelf.change(clientId, () => null);
    this.#tell({ what: "changed" });
  }

  /** Hears of every change, whichever tab made it. */
  onChange(listener: (change: OutboxChange) => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#shelf.close();
    this.#tabs.close();
  }

  #tell(change: OutboxChange): void {
    this.#listeners.tell(change);
    this.#tabs.post(change);
  }
}
