/** A desk's state, entries, and a link whose other end is the test. */

import type { ChatSessionState, CustomerAsk, CustomerEvent, CustomerReply, Entry, Sender, Welcome } from "../../src/protocol";
import type { DeskState } from "../../src/widget/panel/desk";
import { standing } from "../../src/widget/panel/status";
import { Refused } from "../../src/wire/errors";
import type { CustomerLink, LinkPhase, LinkState } from "../../src/wire/link";
import { Listeners } from "../../src/wire/listeners";
import { emptyTimeline } from "../../src/wire/timeline";
import { entry } from "../wire/fakes";

export type LogEvent = NonNullable<Entry["event"]>;

export const agent = (name: string): Sender => ({ kind: "agent", id: name.toLowerCase(), name });
export const customer: Sender = { kind: "customer", id: "k1", name: "" };
export const happened = (seq: number, event: LogEvent, more: Partial<Entry> = {}): Entry =>
  entry(seq, { kind: "event", sender: { kind: "system", id: null, name: "" }, text: "", event, ...more });

export const chatSession = (more: Partial<ChatSessionState> = {}): ChatSessionState => ({
  id: "s1",
  phase: "waiting",
  opened_at: "2026-01-01T00:00:00Z",
  last_seq: 0,
  agent: null,
  read: { customer: 0, agent: 0 },
  ...more,
});

export const link = (phase: LinkPhase, reason: string | null = null): LinkState => ({ phase, reason, retryAt: null });

export const deskState = (more: Partial<DeskState> = {}): DeskState => ({
  link: null,
  chatSession: null,
  standing: standing(more.chatSession ?? null, more.thread?.timeline ?? emptyTimeline),
  goesOn: false,
  thread: null,
  outgoing: [],
  returned: [],
  place: null,
  away: null,
  absentUntilMs: null,
  known: false,
  peeked: false,
  unread: 0,
  maxTextChars: 8_000,
  ...more,
});

type Answers = { [Type in CustomerAsk["type"]]?: (ask: Extract<CustomerAsk, { type: Type }>) => object };

export class FakeLink implements CustomerLink {
  readonly asked: CustomerAsk[] = [];
  readonly #events = new Listeners<CustomerEvent>();
  readonly #greetings = new Listeners<Welcome>();
  readonly #states = new Listeners<LinkState>();
  state: LinkState = link("stopped");
  welcome: Partial<Welcome> = {};
  answers: Answers = {};

  start = (): void => this.set("connecting");
  stop = (): void => this.set("stopped");
  hurry = (): void => undefined;

  request(ask: CustomerAsk): Promise<CustomerReply> {
    this.asked.push(ask);
    const answer = this.answers[ask.type] as ((of: CustomerAsk) => object) | undefined;
    return Promise.resolve().then(() => (answer?.(ask) ?? this.#usual(ask)) as CustomerReply);
  }

  onEvent = (listener: (event: CustomerEvent) => void): (() => void) => this.#events.add(listener);
  onGreeting = (listener: (greeting: Welcome) => void): (() => void) => this.#greetings.add(listener);
  onState = (listener: (state: LinkState) => void): (() => void) => this.#states.add(listener);

  set(phase: LinkPhase): void {
    this.state = link(phase);
    this.#states.tell(this.state);
  }

  greet(more: Partial<Welcome> = {}): void {
    this.welcome = { ...this.welcome, ...more };
    if (this.state.phase !== "polling") this.set("online");
    this.#greetings.tell(this.#greeting());
  }

  tell(event: CustomerEvent): void {
    this.#events.tell(event);
  }

  types(): string[] {
    return this.asked.map(({ type }) => type);
  }

  times(type: CustomerAsk["type"]): number {
    return this.types().filter((asked) => asked === type).length;
  }

  #greeting(): Welcome {
    const { customer: who = { id: "k1", name: "" }, chat_session = null, sneak_peek = false } = this.welcome;
    return {
      type: "welcome",
      ref: 1,
      now: "1970-01-01T00:00:00Z",
      customer: who,
      chat_session,
      heartbeat_seconds: 25,
      max_text_chars: 8_000,
      sneak_peek,
      uploads: { max_bytes: 20_971_520, types: ["image/*"] },
    };
  }

  #usual(ask: CustomerAsk): object {
    if (ask.type === "get_state") return this.#greeting();
    if (ask.type === "get_desk") return { type: "desk", ref: 1, open: true };
    if (ask.type === "get_place") return { type: "place", ref: 1, chat_session: ask.chat_session, place: null, wait: null };
    if (ask.type === "open") return { type: "opened", ref: 1, chat_session: chatSession() };
    if (ask.type === "send") return { type: "ack", ref: 1, chat_session: ask.chat_session, client_id: ask.client_id, seq: 1, at: "2026-01-01T00:00:00Z" };
    if (ask.type === "resume") {
      const read = { customer: 0, agent: 0 };
      return { type: "page", ref: 1, chat_session: ask.chat_session, lane: "public", entries: [], last_seq: 0, more: false, read };
    }
    return { type: "ok", ref: 1 };
  }
}

export const refuse = (code: ConstructorParameters<typeof Refused>[0]["code"]) => (): never => {
  throw new Refused({ code, text: "" });
};
