/** The console without its page: what is known, what follows from an event, what the agent can do. */

import { batch, signal } from "@preact/signals";

import type { Ack, AgentAsk, AgentSideEvent, ChatSessionCard, Lane, Workspace } from "../protocol";
import type { Clock } from "../wire/clock";
import { Courier } from "../wire/courier";
import { LinkLost, Refused } from "../wire/errors";
import type { AgentLink, LinkState } from "../wire/link";
import type { Outbox, OutboxItem } from "../wire/outbox";
import type { Exclusively } from "../wire/tabs";
import type { Strings } from "./strings";
import { publicSeq } from "./talk";
import { Talks } from "./talks";
import { afterEvent, emptyWorkspace, fromFrame, isMine, lookedAtAfter, mine } from "./workspace";

export interface DeskParts {
  link: AgentLink;
  outbox: Outbox;
  exclusively: Exclusively;
  clock: Clock;
  newId: () => string;
  say: Strings;
}

export class Desk {
  readonly workspace = signal(emptyWorkspace);
  readonly talks: Talks;
  /** The card of the session on screen, kept when it leaves the lists. */
  readonly lookedAt = signal<ChatSessionCard | null>(null);
  /** What I wrote and the server has not stored yet, in order. */
  readonly unsent = signal<readonly OutboxItem[]>([]);
  /** What it has stored, but has not shown to this page yet. */
  readonly justSent = signal<readonly OutboxItem[]>([]);
  readonly connection = signal<LinkState>({ phase: "connecting", retryAt: null, reason: null });
  readonly notice = signal<string | null>(null);
  readonly maxTextChars = signal(8_000);
  readonly #parts: DeskParts;
  readonly #courier: Courier;
  #attentive = false;

  constructor(parts: DeskParts) {
    const { link, outbox, clock, exclusively } = parts;
    this.#parts = parts;
    this.talks = new Talks(link, clock);
    this.#courier = new Courier({
      outbox,
      clock,
      exclusively,
      followsCustomer: false,
      openChatSession: () => Promise.reject(new LinkLost("agents open no chat sessions")),
      send: (item, chatSession) => this.#deliver(item, chatSession),
    });
  }

  start(): void {
    const { link, outbox } = this.#parts;
    link.onState((state) => (this.connection.value = state));
    link.onGreeting((frame) => {
      this.#onWorkspace(frame);
      this.#courier.poke();
    });
    link.onEvent((event) => this.#onEvent(event));
    outbox.onChange((change) => {
      if (change.what === "sent") this.justSent.value = [...this.justSent.value, change.item];
      void this.#readOutbox();
    });
    this.talks.all.subscribe((talks) => {
      const shown = (item: OutboxItem) =>
        talks.get(item.chat_session ?? "")?.lanes[item.lane].entries.some((entry) => entry.client_id === item.client_id) ?? true;
      if (this.justSent.peek().some(shown)) this.justSent.value = this.justSent.peek().filter((item) => !shown(item));
      this.#markRead();
    });
    void this.#readOutbox();
    this.#courier.start();
    link.start();
  }

  // ---------------------------------------------------------------- what the agent does

  /** Puts a session on screen. It is only looked at: nothing is taken. */
  look(card: ChatSessionCard | null): void {
    batch(() => {
      this.lookedAt.value = card;
      this.#followWhatIsNeeded();
      this.#markRead();
    });
  }

  async send(session: string, lane: Lane, text: string): Promise<void> {
    const { outbox, clock, newId } = this.#parts;
    await outbox.add({ client_id: newId(), chat_session: session, lane, text, written_at: clock.now() });
  }

  async retry(clientId: string): Promise<void> {
    await this.#parts.outbox.mark(clientId, null);
  }

  async discard(clientId: string): Promise<void> {
    await this.#parts.outbox.discard(clientId);
  }

  async setStatus(status: "online" | "away"): Promise<void> {
    await this.#ask({ type: "set_status", status });
  }

  async close(session: string): Promise<void> {
    await this.#ask({ type: "close", chat_session: session });
  }

  /** Whether somebody looks at this page now: only then is anything read. */
  attend(attentive: boolean): void {
    this.#attentive = attentive;
    this.#markRead();
  }

  /** Tries to connect now instead of waiting for the next turn. */
  hurry(): void {
    this.#parts.link.hurry();
  }

  // ---------------------------------------------------------------- what happens

  #onWorkspace(frame: Workspace): void {
    batch(() => {
      this.maxTextChars.value = frame.max_text_chars;
      this.workspace.value = fromFrame(frame);
      this.#afterChange(frame);
    });
  }

  #onEvent(event: AgentSideEvent): void {
    if (event.type === "workspace") {
      this.#onWorkspace(event);
      return;
    }
    batch(() => {
      this.workspace.value = afterEvent(this.workspace.value, event);
      this.#afterChange(event);
    });
  }

  #afterChange(event: AgentSideEvent): void {
    const looked = this.lookedAt.value;
    if (looked) this.lookedAt.value = lookedAtAfter(looked, this.workspace.value, event);
    this.#followWhatIsNeeded();
  }

  /** Mine are followed always, another only while it is on screen. */
  #followWhatIsNeeded(): void {
    const needed = new Set(mine(this.workspace.value).map((card) => card.id));
    if (this.lookedAt.value) needed.add(this.lookedAt.value.id);
    this.talks.follow(needed);
  }

  #markRead(): void {
    const looked = this.lookedAt.peek();
    if (!this.#attentive || !looked || !isMine(looked, this.workspace.peek().agent)) return;
    const talk = this.talks.all.peek().get(looked.id);
    if (talk && publicSeq(talk) > talk.read.agent) this.talks.saw(looked.id, publicSeq(talk));
  }

  async #deliver({ client_id, text, lane }: OutboxItem, chatSession: string): Promise<Ack> {
    const reply = await this.#parts.link.request({ type: "send", chat_session: chatSession, client_id, text, lane });
    return reply as Ack;
  }

  async #readOutbox(): Promise<void> {
    this.unsent.value = await this.#parts.outbox.all();
  }

  async #ask(ask: AgentAsk): Promise<void> {
    const { say } = this.#parts;
    try {
      await this.#parts.link.request(ask);
    } catch (error) {
      this.notice.value = error instanceof Refused ? say.failed[error.code] : say.lost;
    }
  }
}
