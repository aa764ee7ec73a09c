/** How what the agent writes gets to the server: kept in the outbox, its files carried by the porter, itself by the courier. */

import { signal } from "@preact/signals";

import type { Ack, Lane } from "../protocol";
import type { Clock } from "../wire/clock";
import { Courier } from "../wire/courier";
import { LinkLost } from "../wire/errors";
import type { AgentLink } from "../wire/link";
import type { KeptFile, Outbox, OutboxItem } from "../wire/outbox";
import { type Carrying, Porter } from "../wire/porter";
import type { Exclusively } from "../wire/tabs";
import type { UploadWay } from "../wire/upload_requests";
import { cancelUpload, upload } from "../wire/uploads";
import type { Talk } from "./talk";

export interface SendingParts {
  link: AgentLink;
  outbox: Outbox;
  clock: Clock;
  newId: () => string;
  exclusively: Exclusively;
  files: { way: UploadWay; exclusively: Exclusively };
}

/** What goes with a message besides its text. */
export interface With {
  reply_to?: number | null;
  mentions?: readonly string[];
  file?: KeptFile;
}

export class Sending {
  /** What I wrote and the server has not stored yet, in order. */
  readonly unsent = signal<readonly OutboxItem[]>([]);
  /** What it has stored, but has not shown to this page yet. */
  readonly justSent = signal<readonly OutboxItem[]>([]);
  /** How far each file under way has come, by the `client_id` of its message. */
  readonly carried = signal<ReadonlyMap<string, Carrying>>(new Map());
  readonly #parts: SendingParts;
  readonly #courier: Courier;
  readonly #porter: Porter;

  constructor(parts: SendingParts) {
    const { outbox, clock, exclusively, files } = parts;
    const openChatSession = () => Promise.reject(new LinkLost("agents open no chat sessions"));
    this.#parts = parts;
    this.#courier = new Courier({
      outbox,
      clock,
      exclusively,
      followsCustomer: false,
      openChatSession,
      send: (item, chatSession) => this.#deliver(item, chatSession),
    });
    this.#porter = new Porter({
      outbox,
      clock,
      exclusively: files.exclusively,
      followsCustomer: false,
      openChatSession,
      upload: ({ voice, ...file }, chatSession, news, signal) => upload({ ...file, voice: voice !== null, chatSession }, files.way, news, signal),
      cancel: (at) => void cancelUpload(at, files.way),
    });
  }

  start(): void {
    const { outbox } = this.#parts;
    outbox.onChange((change) => {
      if (change.what === "sent") this.justSent.value = [...this.justSent.value, change.item];
      void this.#readOutbox();
    });
    this.#porter.onNews((carried) => (this.carried.value = carried));
    void this.#readOutbox();
    this.#courier.start();
    this.#porter.start();
  }

  /** After a greeting: what could not be sent may go now. */
  poke(): void {
    this.#courier.poke();
    this.#porter.poke();
  }

  /** Forgets what these show by now. */
  shown(talks: ReadonlyMap<string, Talk>): void {
    const isShown = (item: OutboxItem) =>
      talks.get(item.chat_session ?? "")?.lanes[item.lane].entries.some((entry) => entry.client_id === item.client_id) ?? true;
    if (this.justSent.peek().some(isShown)) this.justSent.value = this.justSent.peek().filter((item) => !isShown(item));
  }

  async send(session: string, lane: Lane, text: string, more: With = {}): Promise<void> {
    const { outbox, clock, newId } = this.#parts;
    await outbox.add({ client_id: newId(), chat_session: session, lane, text, written_at: clock.now(), ...more });
  }

  async retry(clientId: string): Promise<void> {
    await this.#parts.outbox.mark(clientId, null);
  }

  async discard(clientId: string): Promise<void> {
    await this.#parts.outbox.discard(clientId);
  }

  async #deliver({ client_id, text, lane, reply_to, mentions, file }: OutboxItem, chatSession: string): Promise<Ack> {
    const more = {
      ...(reply_to !== undefined && { reply_to }),
      ...(mentions && mentions.length > 0 && { mentions: [...mentions] as [] }),
      ...(file && { attachment: file.attachment }),
    };
    const reply = await this.#parts.link.request({ type: "send", chat_session: chatSession, client_id, text, lane, ...more });
    return reply as Ack;
  }

  async #readOutbox(): Promise<void> {
    this.unsent.value = await this.#parts.outbox.all();
  }
}
