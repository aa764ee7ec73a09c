/** A link to nowhere: with `entries` it has a chat session that consists of them, and nothing ever happens in it. */

import type { ChatSessionState, CustomerAsk, CustomerReply, Entry, Welcome } from "../protocol";
import type { CustomerLink, LinkState } from "../wire/link";

const never = (): (() => void) => () => undefined;

export class SampleLink implements CustomerLink {
  readonly state: LinkState = { phase: "online", retryAt: null, reason: null };
  readonly hurry = (): void => undefined;
  readonly start = (): void => undefined;
  readonly stop = (): void => undefined;
  readonly onEvent = never;
  readonly #greet: ((welcome: Welcome) => void)[] = [];

  constructor(
    readonly entries: readonly Entry[],
    readonly chatSession: ChatSessionState | null,
    readonly peeked: boolean,
  ) {}

  onState(listener: (state: LinkState) => void): () => void {
    listener(this.state);
    return () => undefined;
  }

  onGreeting(listener: (welcome: Welcome) => void): () => void {
    this.#greet.push(listener);
    return () => undefined;
  }

  /** As if it had just connected. */
  greet(): void {
    const welcome = {
      type: "welcome",
      ref: 1,
      now: new Date().toISOString(),
      customer: { id: "", name: "" },
      chat_session: this.chatSession,
      heartbeat_seconds: 25,
      max_text_chars: 8_000,
      sneak_peek: this.peeked,
    } as Welcome;
    for (const tell of [...this.#greet]) tell(welcome);
  }

  request(ask: CustomerAsk): Promise<CustomerReply> {
    const { chatSession } = this;
    if (ask.type === "resume" && chatSession !== null) {
      const page = { type: "page", ref: 1, chat_session: chatSession.id, lane: "public", entries: this.entries, more: false };
      return Promise.resolve({ ...page, last_seq: this.entries.length, read: chatSession.read } as unknown as CustomerReply);
    }
    if (ask.type === "get_desk") return Promise.resolve({ type: "desk", ref: 1, open: true, reason: null, opens_at: null } as CustomerReply);
    return new Promise(() => undefined); // nobody is there to answer
  }
}
