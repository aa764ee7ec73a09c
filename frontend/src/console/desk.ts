/** The console without its page: what is known, what follows from an event, what the agent does with it. */

import { batch, signal } from "@preact/signals";

import type { Ack, AgentSideEvent, ChatSessionCard, Lane, OfferCard, Workspace } from "../protocol";
import type { Clock } from "../wire/clock";
import { Courier } from "../wire/courier";
import { LinkLost } from "../wire/errors";
import type { AgentLink, LinkState } from "../wire/link";
import type { Outbox, OutboxItem } from "../wire/outbox";
import type { Exclusively } from "../wire/tabs";
import { doIHelp, isMine } from "./cards";
import { Deeds, type Outcome } from "./deeds";
import { mine, others } from "./lists";
import { noticeOf, welcomeBack } from "./notices";
import { aheadMs } from "./server_clock";
import type { Strings } from "./i18n";
import { publicSeq } from "./talk";
import { Talks } from "./talks";
import { TraceWatch } from "./trace_watch";
import { afterEvent, emptyWorkspace, fromFrame, lookedAtAfter, toldOf } from "./workspace";

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
  readonly deeds: Deeds;
  readonly trace: TraceWatch;
  /** The card of the session on screen, kept when it leaves the lists. */
  readonly lookedAt = signal<ChatSessionCard | null>(null);
  /** What I wrote and the server has not stored yet, in order. */
  readonly unsent = signal<readonly OutboxItem[]>([]);
  /** What it has stored, but has not shown to this page yet. */
  readonly justSent = signal<readonly OutboxItem[]>([]);
  readonly connection = signal<LinkState>({ phase: "connecting", retryAt: null, reason: null });
  readonly notice = signal<string | null>(null);
  readonly maxTextChars = signal(8_000);
  /** How far the server's clock is ahead of this device's. */
  readonly clockAheadMs = signal(0);
  readonly #parts: DeskParts;
  readonly #courier: Courier;
  #attentive = false;

  constructor(parts: DeskParts) {
    const { link, outbox, clock, exclusively, say } = parts;
    this.#parts = parts;
    this.talks = new Talks(link, clock);
    this.deeds = new Deeds(link, say);
    this.trace = new TraceWatch((session) => this.deeds.why(session), clock);
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

  /** Takes what rings, and goes there. */
  async accept({ id, chat_session: card }: OfferCard): Promise<void> {
    if (await this.#tell(this.deeds.accept(id))) this.look(this.workspace.peek().open.get(card.id) ?? card);
  }

  /** Does it, and says why when it could not be done. Resolves with whether it was. */
  async attempt(deed: (deeds: Deeds) => Promise<Outcome>): Promise<boolean> {
    return this.#tell(deed(this.deeds));
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
      this.clockAheadMs.value = aheadMs(frame.now, this.#parts.clock.now());
      this.workspace.value = fromFrame(frame);
      this.notice.value = welcomeBack(frame, this.#parts.say) ?? this.notice.value;
      this.#afterChange(frame);
    });
  }

  #onEvent(event: AgentSideEvent): void {
    if (event.type === "workspace") {
      this.#onWorkspace(event);
      return;
    }
    batch(() => {
      const before = this.workspace.value;
      if (event.type === "offer") this.clockAheadMs.value = aheadMs(event.now, this.#parts.clock.now());
      this.workspace.value = afterEvent(before, event);
      this.notice.value = noticeOf(event, before, this.workspace.value, this.#parts.say, this.lookedAt.value?.id) ?? this.notice.value;
      this.#afterChange(event);
    });
    for (const chatSession of toldOf(event)) this.trace.poke(chatSession);
  }

  #afterChange(event: AgentSideEvent): void {
    const looked = this.lookedAt.value;
    if (looked) this.lookedAt.value = lookedAtAfter(looked, this.workspace.value, event);
    this.#followWhatIsNeeded();
  }

  /** Mine and those I help in are followed always, another only while it is on screen. */
  #followWhatIsNeeded(): void {
    const state = this.workspace.value;
    const helped = others(state).filter((card) => doIHelp(card, state.agent));
    const needed = new Set([...mine(state), ...helped].map((card) => card.id));
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

  async #tell(deed: Promise<Outcome>): Promise<boolean> {
    const { failed } = await deed;
    if (failed !== null) this.notice.value = failed;
    return failed === null;
  }
}
