/** The customer's side of the conversation: joins link, thread, outbox and courier, and tells what to show. */

import type { Ack, ChatSessionState, CustomerEvent, OpenedReply } from "../../protocol";
import type { Clock } from "../../wire/clock";
import { Courier } from "../../wire/courier";
import type { CustomerLink, LinkState } from "../../wire/link";
import { Listeners } from "../../wire/listeners";
import type { Outbox } from "../../wire/outbox";
import type { Exclusively } from "../../wire/tabs";
import { Thread, type ThreadState } from "../../wire/thread";
import { emptyTimeline } from "../../wire/timeline";
import { type OutgoingMessage, OutgoingMessages } from "./outgoing";

export interface DeskParts {
  link: CustomerLink;
  outbox: Outbox;
  clock: Clock;
  exclusively: Exclusively;
  newId: () => string;
}

export interface DeskState {
  /** `null` until there was a reason to connect. */
  link: LinkState | null;
  /** The chat session that is shown; `null` before the first message of a new one. */
  chatSession: ChatSessionState | null;
  thread: ThreadState | null;
  outgoing: readonly OutgoingMessage[];
  closed: boolean;
  unread: number;
  maxTextChars: number;
}

export class Desk {
  readonly #parts: DeskParts;
  readonly #changes = new Listeners<DeskState>();
  readonly #outgoing: OutgoingMessages;
  readonly #courier: Courier;
  #link: LinkState | null = null;
  #chatSession: ChatSessionState | null = null;
  #thread: Thread | null = null;
  /** The ended chat session that the customer has put away to begin a new one. */
  #putAway: string | null = null;
  #lastOpenedMs = 0;
  #maxTextChars = 8_000;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { link, outbox, clock, exclusively } = parts;
    this.#outgoing = new OutgoingMessages(outbox);
    this.#outgoing.onChange(() => this.#changed());
    this.#courier = new Courier({
      outbox,
      clock,
      exclusively,
      followsCustomer: true,
      openChatSession: () => this.#open(),
      send: async ({ client_id, text }, chatSession) =>
        (await link.request({ type: "send", chat_session: chatSession, client_id, text })) as Ack,
    });
    link.onState((state) => {
      this.#link = state;
      this.#changed();
    });
    link.onGreeting((welcome) => {
      this.#maxTextChars = welcome.max_text_chars;
      if (welcome.chat_session !== null) this.#show(welcome.chat_session);
      this.#courier.poke();
    });
    link.onEvent((event: CustomerEvent) => {
      if (event.type === "chat_session" && !this.#isOvertaken(event.chat_session)) this.#show(event.chat_session);
    });
  }

  get state(): DeskState {
    const thread = this.#thread?.state ?? null;
    const timeline = thread?.timeline ?? emptyTimeline;
    const read = thread?.read.customer ?? 0;
    return {
      link: this.#link,
      chatSession: this.#chatSession,
      thread,
      outgoing: this.#outgoing.beside(timeline),
      closed: this.#isClosed(),
      unread: timeline.entries.slice(read).filter((entry) => entry.kind === "text" && entry.sender.kind !== "customer").length,
      maxTextChars: this.#maxTextChars,
    };
  }

  onChange(listener: (state: DeskState) => void): () => void {
    return this.#changes.add(listener);
  }

  /** Shows and sends what an earlier page left in the outbox; connects when there is something to connect for. */
  async start(known: boolean): Promise<void> {
    await this.#outgoing.refresh();
    this.#courier.start();
    if (known || this.state.outgoing.length > 0) this.connect();
    this.#parts.outbox.onChange(() => this.connect());
  }

  /** Called as soon as somebody means to write, and not before. Harmless when connected, or given up. */
  connect(): void {
    const { link } = this.#parts;
    if (link.state.phase === "stopped" && link.state.reason === null) link.start();
  }

  /** The person asks for another try: instead of waiting on, or after it was given up. */
  tryAgain(): void {
    const { link } = this.#parts;
    if (link.state.phase === "stopped") link.start();
    else link.hurry();
  }

  async write(text: string): Promise<void> {
    const { outbox, newId, clock } = this.#parts;
    this.#thread?.typing(false);
    await outbox.add({ client_id: newId(), chat_session: null, lane: "public", text, written_at: clock.now() });
  }

  retry(clientId: string): void {
    void this.#parts.outbox.mark(clientId, null);
  }

  discard(clientId: string): void {
    void this.#parts.outbox.discard(clientId);
  }

  typing(on: boolean): void {
    if (on) this.connect();
    if (!this.#isClosed()) this.#thread?.typing(on);
  }

  saw(seq: number): void {
    this.#thread?.saw(seq);
  }

  /** After the end: an empty panel, and the next message opens a new chat session. */
  startAnew(): void {
    this.#putAway = this.#chatSession?.id ?? null;
    this.#leave();
    this.#changed();
  }

  async #open(): Promise<string> {
    if (this.#chatSession !== null && !this.#isClosed()) return this.#chatSession.id;
    const { chat_session } = (await this.#parts.link.request({ type: "open" })) as OpenedReply;
    this.#show(chat_session);
    return chat_session.id;
  }

  #show(chatSession: ChatSessionState): void {
    if (chatSession.id === this.#putAway) return;
    const same = chatSession.id === this.#chatSession?.id;
    if (!same) this.#leave();
    this.#chatSession = chatSession;
    this.#lastOpenedMs = Date.parse(chatSession.opened_at);
    if (!same) {
      const { link, clock } = this.#parts;
      this.#thread = new Thread({ link, clock, chatSession: chatSession.id, lane: "public", me: "customer" });
      this.#thread.onChange(() => this.#changed());
      this.#thread.open();
    }
    this.#changed();
  }

  #leave(): void {
    this.#thread?.close();
    this.#thread = null;
    this.#chatSession = null;
    this.#outgoing.forgetAcknowledged();
  }

  /** A customer has one open chat session at a time, and events may repeat: an earlier one is old news. */
  #isOvertaken({ opened_at }: ChatSessionState): boolean {
    return Date.parse(opened_at) < this.#lastOpenedMs;
  }

  #isClosed(): boolean {
    if (this.#chatSession?.phase === "closed") return true;
    return this.#thread?.state.timeline.entries.some((entry) => entry.event?.name === "closed") ?? false;
  }

  #changed(): void {
    this.#changes.tell(this.state);
  }
}
