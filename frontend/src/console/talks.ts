/** The chat sessions that are followed: both lanes of each, as one signal. */

import { signal } from "@preact/signals";

import type { Lane } from "../protocol";
import type { Clock } from "../wire/clock";
import type { AgentLink } from "../wire/link";
import { Thread } from "../wire/thread";
import { type Talk, talkOf } from "./talk";

type Threads = Readonly<Record<Lane, Thread>>;

export class Talks {
  readonly all = signal<ReadonlyMap<string, Talk>>(new Map());
  readonly #link: AgentLink;
  readonly #clock: Clock;
  readonly #threads = new Map<string, Threads>();

  constructor(link: AgentLink, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  /** Follows these and lets go of all others. */
  follow(sessions: ReadonlySet<string>): void {
    for (const session of [...this.#threads.keys()]) if (!sessions.has(session)) this.#letGo(session);
    for (const session of sessions) if (!this.#threads.has(session)) this.#begin(session);
  }

  /** Everything up to `seq` of the public lane was on screen. */
  saw(session: string, seq: number): void {
    this.#threads.get(session)?.public.saw(seq);
  }

  typing(session: string, on: boolean): void {
    this.#threads.get(session)?.public.typing(on);
  }

  #begin(session: string): void {
    const threads = { public: this.#thread(session, "public"), staff: this.#thread(session, "staff") };
    this.#threads.set(session, threads);
    const show = () => {
      this.all.value = new Map(this.all.value).set(session, talkOf(threads.public.state, threads.staff.state));
    };
    show();
    for (const thread of Object.values(threads)) {
      thread.onChange(() => {
        if (this.#threads.get(session) === threads) show();
      });
      thread.open();
    }
  }

  #letGo(session: string): void {
    const threads = this.#threads.get(session);
    this.#threads.delete(session);
    if (threads) for (const thread of Object.values(threads)) thread.close();
    // Not connected means not followed either.
    this.#link.request({ type: "unfollow", chat_session: session }).catch(() => undefined);
    const rest = new Map(this.all.value);
    rest.delete(session);
    this.all.value = rest;
  }

  #thread(chatSession: string, lane: Lane): Thread {
    return new Thread({ link: this.#link, clock: this.#clock, chatSession, lane, me: "agent" });
  }
}
