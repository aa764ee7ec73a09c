/** The console without its page: what is known, what follows from an event, what the agent does with it. */

import { batch, signal } from "@preact/signals";

import type { AgentSideEvent, ChatSessionCard, Lane, OfferCard, Workspace } from "../protocol";
import type { LinkState } from "../wire/link";
import { doIHelp, isMine } from "./cards";
import { caughtUp } from "./caught_up";
import { Deeds, type Outcome } from "./deeds";
import { mine, others } from "./lists";
import { lookedAtAfter } from "./looked_at";
import { noticeOf, welcomeBack } from "./notices";
import { Sending, type SendingParts, type With } from "./sending";
import { aheadMs } from "./server_clock";
import type { Strings } from "./i18n";
import { publicSeq } from "./talk";
import { Talks } from "./talks";
import { TraceWatch } from "./trace_watch";
import { afterEvent, emptyWorkspace, fromFrame, toldOf } from "./workspace";

export interface DeskParts extends SendingParts {
  say: Strings;
}

export class Desk {
  readonly workspace = signal(emptyWorkspace);
  readonly talks: Talks;
  readonly deeds: Deeds;
  readonly trace: TraceWatch;
  readonly sending: Sending;
  /** The card of the session on screen, kept when it leaves the lists. */
  readonly lookedAt = signal<ChatSessionCard | null>(null);
  readonly connection = signal<LinkState>({ phase: "connecting", retryAt: null, reason: null });
  /** Whether somebody looks at this page now: only then is anything read. */
  readonly attentive = signal(false);
  readonly notice = signal<string | null>(null);
  readonly maxTextChars = signal(8_000);
  /** How far the server's clock is ahead of this device's. */
  readonly clockAheadMs = signal(0);
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    const { link, clock, say } = parts;
    this.#parts = parts;
    this.talks = new Talks(link, clock);
    this.deeds = new Deeds(link, say);
    this.trace = new TraceWatch((session) => this.deeds.why(session), clock);
    this.sending = new Sending(parts);
  }

  start(): void {
    const { link } = this.#parts;
    link.onState((state) => (this.connection.value = state));
    link.onGreeting((frame) => {
      this.#onWorkspace(frame);
      this.sending.poke();
    });
    link.onEvent((event) => this.#onEvent(event));
    this.talks.all.subscribe((talks) => {
      this.sending.shown(talks);
      this.workspace.value = caughtUp(this.workspace.peek(), talks);
      this.#markRead();
    });
    this.sending.start();
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

  send(session: string, lane: Lane, text: string, more: With = {}): Promise<void> {
    return this.sending.send(session, lane, text, more);
  }

  attend(attentive: boolean): void {
    this.attentive.value = attentive;
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
    this.workspace.value = caughtUp(this.workspace.value, this.talks.all.peek());
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
    if (!this.attentive.peek() || !looked || !isMine(looked, this.workspace.peek().agent)) return;
    const talk = this.talks.all.peek().get(looked.id);
    if (talk && publicSeq(talk) > talk.read.agent) this.talks.saw(looked.id, publicSeq(talk));
  }

  async #tell(deed: Promise<Outcome>): Promise<boolean> {
    const { failed } = await deed;
    if (failed !== null) this.notice.value = failed;
    return failed === null;
  }
}
