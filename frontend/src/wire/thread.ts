/** One lane of one chat session, kept complete: what is stored, how far each side has read, who is typing. */

import type { Entry, Lane, Page, ReadEvent, ReadMarks, RefusalCode, SenderKind, TypingEvent } from "../protocol";
import type { Clock } from "./clock";
import { Refused } from "./errors";
import type { LinkState } from "./link";
import { Listeners } from "./listeners";
import { emptyTimeline, lastSeq, missingAfter, receive, receivePage, type Timeline } from "./timeline";

export type ThreadAsk =
  | { type: "resume"; chat_session: string; lane: Lane; after_seq: number }
  | { type: "read"; chat_session: string; seq: number }
  | { type: "typing"; chat_session: string; on: boolean };

/** What a thread needs of a link; those of customers and of agents both have it. */
export interface ThreadLink {
  readonly state: LinkState;
  request(ask: ThreadAsk): Promise<{ type: string }>;
  onEvent(listener: (event: { type: string }) => void): () => void;
  onGreeting(listener: () => void): () => void;
}

export interface ThreadParts {
  link: ThreadLink;
  clock: Clock;
  chatSession: string;
  lane: Lane;
  /** Whose screen this is. */
  me: "customer" | "agent";
}

export interface ThreadState {
  timeline: Timeline;
  /** Everything that was stored when following began has arrived. */
  loaded: boolean;
  read: ReadMarks;
  typing: { who: SenderKind; name: string } | null;
  /** Why the server will not let this be followed. */
  refused: RefusalCode | null;
}

const FORGET_TYPING_MS = 6_000;
const REPEAT_TYPING_MS = 4_000;
const READ_EVERY_MS = 1_000;
const RETRY_MS = 2_000;

export class Thread {
  readonly #parts: ThreadParts;
  readonly #changes = new Listeners<ThreadState>();
  #state: ThreadState = { timeline: emptyTimeline, loaded: false, read: { customer: 0, agent: 0 }, typing: null, refused: null };
  #stops: (() => void)[] = [];
  #stopForgetting: () => void = () => undefined;
  #stopRetry: () => void = () => undefined;
  #catching = false;
  #again = false;
  #typedAt: number | null = null;
  #seen = 0;
  #toldRead = 0;
  #readTimer: (() => void) | null = null;

  constructor(parts: ThreadParts) {
    this.#parts = parts;
  }

  get state(): ThreadState {
    return this.#state;
  }

  onChange(listener: (state: ThreadState) => void): () => void {
    return this.#changes.add(listener);
  }

  /** Follows the lane from now on, through every reconnect. */
  open(): void {
    const { link } = this.#parts;
    this.#stops = [
      link.onEvent((event) => this.#hear(event)),
      link.onGreeting(() => {
        void this.#catchUp();
        this.#tellRead();
      }),
    ];
    if (link.state.phase === "online" || link.state.phase === "polling") void this.#catchUp();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopForgetting();
    this.#stopRetry();
    this.#readTimer?.();
    this.#readTimer = null;
  }

  /** Everything up to `seq` was on the screen while somebody looked at it. Told at most once a second. */
  saw(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
    if (this.#readTimer === null) this.#tellRead();
  }

  /** Call on every key: the other side is told when it begins, every 4 s, and when it ends. */
  typing(on: boolean): void {
    const now = this.#parts.clock.now();
    if (on ? this.#typedAt !== null && now - this.#typedAt < REPEAT_TYPING_MS : this.#typedAt === null) return;
    this.#typedAt = on ? now : null;
    this.#parts.link.request({ type: "typing", chat_session: this.#parts.chatSession, on }).catch(() => undefined);
  }

  #hear(event: { type: string }): void {
    const { chatSession, lane, me } = this.#parts;
    if ((event as { chat_session?: unknown }).chat_session !== chatSession) return;
    if (event.type === "entry") {
      const entry = event as Entry;
      if (entry.lane !== lane) return;
      const stopped = this.#state.typing?.who === entry.sender.kind || entry.event?.name === "closed";
      const typing = stopped ? null : this.#state.typing;
      this.#set({ timeline: receive(this.#state.timeline, entry), typing });
      if (missingAfter(this.#state.timeline) !== null) void this.#catchUp();
    } else if (event.type === "read") {
      this.#set({ read: further(this.#state.read, (event as ReadEvent).read) });
    } else if (event.type === "typing" && (event as TypingEvent).who !== me) {
      this.#hearTyping(event as TypingEvent);
    }
  }

  #hearTyping({ on, who, name }: TypingEvent): void {
    this.#stopForgetting();
    this.#set({ typing: on ? { who, name } : null });
    if (on) this.#stopForgetting = this.#parts.clock.after(FORGET_TYPING_MS, () => this.#set({ typing: null }));
  }

  /** Asks for everything after what is held, page by page; again when it was called meanwhile. */
  async #catchUp(): Promise<void> {
    this.#again = true;
    if (this.#catching) return;
    this.#catching = true;
    this.#stopRetry();
    try {
      while (this.#again && this.#stops.length > 0) {
        this.#again = false;
        await this.#nextPage();
      }
    } catch (error) {
      if (error instanceof Refused) this.#refused(error);
      // A lost link greets when it is back, and that leads here again.
    } finally {
      this.#catching = false;
    }
    if (this.#again) this.#retry(0);
  }

  async #nextPage(): Promise<void> {
    const { link, chatSession, lane } = this.#parts;
    const after = lastSeq(this.#state.timeline);
    const page = (await link.request({ type: "resume", chat_session: chatSession, lane, after_seq: after })) as Page;
    const timeline = receivePage(this.#state.timeline, page.entries);
    this.#set({ timeline, loaded: this.#state.loaded || !page.more, read: further(this.#state.read, page.read), refused: null });
    if (page.more) this.#again = true;
    else if (missingAfter(timeline) !== null) this.#retry(RETRY_MS);
  }

  #refused({ code, retryAfterSeconds }: Refused): void {
    if (code === "too_fast" || code === "unavailable") this.#retry((retryAfterSeconds ?? 0) * 1000 || RETRY_MS);
    else this.#set({ refused: code });
  }

  #retry(delayMs: number): void {
    this.#stopRetry();
    if (this.#stops.length > 0) this.#stopRetry = this.#parts.clock.after(delayMs, () => void this.#catchUp());
  }

  #tellRead(): void {
    const { link, clock, chatSession, me } = this.#parts;
    const seq = this.#seen;
    if (seq <= this.#state.read[me] || seq <= this.#toldRead) return;
    this.#toldRead = seq;
    this.#readTimer?.();
    this.#readTimer = clock.after(READ_EVERY_MS, () => {
      this.#readTimer = null;
      this.#tellRead();
    });
    link.request({ type: "read", chat_session: chatSession, seq }).then(
      () => this.#set({ read: further(this.#state.read, { ...this.#state.read, [me]: seq }) }),
      (error: unknown) => {
        if (!(error instanceof Refused)) this.#toldRead = 0;
      },
    );
  }

  #set(change: Partial<ThreadState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changes.tell(this.#state);
  }
}

const further = (a: ReadMarks, b: ReadMarks): ReadMarks => ({
  customer: Math.max(a.customer, b.customer),
  agent: Math.max(a.agent, b.agent),
});
