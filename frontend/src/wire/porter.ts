/** Takes the files of what is in the outbox to the server, a few at once; their messages wait for them. */

import type { Attachment } from "../protocol";
import type { Clock } from "./clock";
import { Refused } from "./errors";
import { Listeners } from "./listeners";
import type { KeptFile, Outbox, OutboxItem } from "./outbox";
import type { Exclusively } from "./tabs";
import type { UploadNews } from "./uploads";

export interface Carrying {
  readonly sentBytes: number;
  /** The network or the server lets it wait. */
  readonly stuck: boolean;
}

export interface PorterParts {
  outbox: Outbox;
  clock: Clock;
  /** Keeps a second tab from carrying the same meanwhile. */
  exclusively: Exclusively;
  /** The open chat session for messages that name none; opens one if need be. Rejects as requests do. */
  openChatSession: () => Promise<string>;
  /** As `upload` does. */
  upload: (file: KeptFile, chatSession: string, news: UploadNews, signal: AbortSignal) => Promise<Attachment>;
  /** The person gave up a message whose upload stands here. */
  cancel: (upload: string) => void;
  /** May a message whose chat session has ended go into a new one? For customers yes, for agents no. */
  followsCustomer: boolean;
}

const AT_ONCE = 3;
const RETRY_MS = 2_000;
const MOST_MOVES = 3;

interface Under {
  readonly abort: AbortController;
  upload: string | null;
}

export class Porter {
  readonly #parts: PorterParts;
  readonly #news = new Listeners<ReadonlyMap<string, Carrying>>();
  readonly #under = new Map<string, Under>();
  /** What could not be carried just now. */
  readonly #resting = new Set<string>();
  readonly #moves = new Map<string, number>();
  #carried: ReadonlyMap<string, Carrying> = new Map();
  #stopListening: () => void = () => undefined;
  #stopTimer: () => void = () => undefined;
  #holding = false;
  #again = false;
  /** Whoever holds on, until something has happened. */
  readonly #sleepers: (() => void)[] = [];

  constructor(parts: PorterParts) {
    this.#parts = parts;
  }

  /** How far each file has come, by the `client_id` of its message; only what is under way in this tab. */
  onNews(listener: (carried: ReadonlyMap<string, Carrying>) => void): () => void {
    return this.#news.add(listener);
  }

  /** Carries whatever is there, now and whenever something is added in any tab. */
  start(): void {
    this.#stopListening = this.#parts.outbox.onChange(() => this.#wake());
    this.#wake();
  }

  /** After a greeting: what could not be carried may be tried again. */
  poke(): void {
    this.#stopTimer();
    this.#resting.clear();
    this.#wake();
  }

  #wake(): void {
    this.#again = true;
    if (this.#holding) {
      for (const wake of this.#sleepers.splice(0)) wake();
      return;
    }
    this.#holding = true;
    void this.#parts
      .exclusively(() => this.#carryAll())
      .catch(() => this.#later())
      .finally(() => {
        this.#holding = false;
        if (this.#again) this.#wake();
      });
  }

  stop(): void {
    this.#stopListening();
    this.#stopTimer();
    for (const { abort } of this.#under.values()) abort.abort();
  }

  /** Holds on until nothing is under way any more. */
  async #carryAll(): Promise<void> {
    while (this.#wasWoken() || this.#under.size > 0) {
      await this.#look();
      await this.#sleep();
    }
  }

  #wasWoken(): boolean {
    const woken = this.#again;
    this.#again = false;
    return woken;
  }

  #sleep(): Promise<void> {
    return this.#again || this.#under.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#sleepers.push(resolve));
  }

  /** Begins what is to be carried, and ends what nobody wants any more. */
  async #look(): Promise<void> {
    const items = await this.#parts.outbox.all();
    const wanted = items.filter(({ failed, file }) => failed === null && file?.attachment === null);
    for (const [clientId, { abort, upload }] of this.#under) {
      if (items.some((item) => item.client_id === clientId)) continue;
      abort.abort();
      if (upload !== null) this.#parts.cancel(upload);
    }
    for (const item of wanted) {
      if (this.#under.size >= AT_ONCE) return;
      if (!this.#under.has(item.client_id) && !this.#resting.has(item.client_id)) void this.#carry(item);
    }
  }

  async #carry(item: OutboxItem): Promise<void> {
    const { outbox } = this.#parts;
    const { client_id: clientId } = item;
    const under: Under = { abort: new AbortController(), upload: item.file?.upload ?? null };
    this.#under.set(clientId, under);
    try {
      const attachment = await this.#upload(item, under);
      await outbox.putFile(clientId, { attachment: attachment.id });
    } catch (error) {
      if (!under.abort.signal.aborted) await this.#failed(item, error);
    } finally {
      this.#under.delete(clientId);
      this.#tell(clientId, null);
      this.#wake();
    }
  }

  async #upload({ client_id: clientId, file, chat_session }: OutboxItem, under: Under): Promise<Attachment> {
    const { outbox, openChatSession, upload } = this.#parts;
    if (file === undefined) throw new Error("no file to carry");
    const chatSession = chat_session ?? (await openChatSession());
    if (chat_session === null) await outbox.address(clientId, chatSession);
    const news: UploadNews = {
      began: (at) => {
        under.upload = at;
        void outbox.putFile(clientId, { upload: at });
      },
      progress: (sentBytes, stuck) => this.#tell(clientId, { sentBytes, stuck }),
    };
    return upload(file, chatSession, news, under.abort.signal);
  }

  async #failed({ client_id: clientId }: OutboxItem, error: unknown): Promise<void> {
    const { outbox, followsCustomer } = this.#parts;
    if (!(error instanceof Refused) || error.code === "too_fast" || error.code === "unavailable") {
      this.#resting.add(clientId);
      this.#later();
      return;
    }
    const moves = this.#moves.get(clientId) ?? 0;
    const movesOn = followsCustomer && (error.code === "closed" || error.code === "unknown") && moves < MOST_MOVES;
    this.#moves.set(clientId, moves + 1);
    if (!movesOn) await outbox.mark(clientId, error.code);
    // What was refused is gone there: another try begins anew.
    if (followsCustomer) await outbox.address(clientId, null);
    else await outbox.putFile(clientId, { upload: null });
  }

  #later(): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(RETRY_MS, () => this.poke());
  }

  #tell(clientId: string, carrying: Carrying | null): void {
    const carried = new Map(this.#carried);
    if (carrying === null) carried.delete(clientId);
    else carried.set(clientId, carrying);
    this.#carried = carried;
    this.#news.tell(carried);
  }
}
