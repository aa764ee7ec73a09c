/**
 * The same frames over plain HTTP, for where WebSockets do not get through.
 *
 * The server keeps nothing between exchanges: each waiting exchange names by `resume` what it follows and from where,
 * so an exchange that is lost or cut short costs nothing. What is asked travels in exchanges of its own, beside the
 * waiting one.
 */

import type { Entry, Page, Refusal, Typing } from "../protocol";
import { type Carrier, type CarrierListener, type Incoming, type Outgoing, Pending } from "./carrier";
import type { Clock } from "./clock";
import { LinkLost, Refused } from "./errors";
import { closeCodeOf, type Exchange, type PollingManner } from "./exchange";
import { Following, type ResumeFrame } from "./following";

const WAIT_SECONDS = 25;
const MARGIN_MS = 10_000;
/** Nothing may make the waiting loop spin. */
const PAUSE_MS = 1_000;
/** Refusals of the moment, after which a lane is still followed. */
const PASSING: ReadonlySet<string> = new Set(["too_fast", "unavailable"]);

export class PollCarrier implements Carrier {
  readonly #pending = new Pending();
  readonly #following = new Following();
  readonly #exchange: Exchange;
  readonly #manner: PollingManner;
  readonly #clock: Clock;
  readonly #listener: CarrierListener;
  #outgoing: (Outgoing & { ref: number })[] = [];
  #waiting: AbortController | null = null;
  #endPause: () => void = () => undefined;
  readonly #timers = new Set<() => void>();
  #over = false;

  constructor(exchange: Exchange, manner: PollingManner, clock: Clock, listener: CarrierListener) {
    this.#exchange = exchange;
    this.#manner = manner;
    this.#clock = clock;
    this.#listener = listener;
    this.#ask(manner.opening).then(
      (greeting) => this.#greet(greeting),
      (error: unknown) => this.#finish(error instanceof Refused ? 4503 : 1006),
    );
  }

  async request(ask: Outgoing): Promise<Incoming> {
    if (this.#over) throw new LinkLost("not connected");
    // Only who follows a chat session in the same exchange may say that they type in it.
    if (ask.type === "typing") this.#resumeBeside(ask as Typing);
    this.#following.note(ask);
    const reply = await this.#ask(ask);
    if (ask.type === "resume" && reply.type === "page" && this.#following.take(reply as Page)) {
      this.#waiting?.abort();
      this.#endPause();
    }
    return reply;
  }

  end(): void {
    this.#over = true;
    this.#waiting?.abort();
    for (const stop of this.#timers) stop();
    this.#pending.loseAll();
  }

  #greet(greeting: Incoming): void {
    if (this.#over) return;
    this.#listener.greeted(greeting);
    this.#refreshLater();
    void this.#wait();
  }

  /** Frames asked in the same moment share an exchange. */
  #ask(ask: Outgoing): Promise<Incoming> {
    const { ref, reply } = this.#pending.expect();
    this.#outgoing.push({ ...ask, ref });
    if (this.#outgoing.length === 1) queueMicrotask(() => void this.#flush());
    return reply;
  }

  #resumeBeside({ chat_session: chatSession }: Typing): void {
    for (const lane of this.#following.resumes()) {
      if (lane.chat_session === chatSession) this.#ask(lane).then((page) => this.#passWaited(page, []), () => undefined);
    }
  }

  async #flush(): Promise<void> {
    const frames = this.#outgoing;
    this.#outgoing = [];
    if (this.#over) return;
    const came = await this.#post(frames, 0, new AbortController());
    for (const frame of came ?? []) {
      if (this.#pending.answer(frame)) continue;
      if (frame.type === "refusal") this.#pending.reject(frames.map((f) => f.ref), new Refused(frame as Refusal));
      else this.#pass(frame);
    }
    this.#pending.reject(frames.map((f) => f.ref), new LinkLost("no reply"));
  }

  async #wait(): Promise<void> {
    while (!this.#over) {
      const started = this.#clock.now();
      const lanes = this.#following.resumes();
      const asked = lanes.length > 0 ? lanes : [{ type: "ping", ref: 0 }];
      this.#waiting = new AbortController();
      const came = await this.#post(asked, WAIT_SECONDS, this.#waiting);
      let news = false;
      for (const frame of came ?? []) news = this.#passWaited(frame, lanes) || news;
      if (!news && came !== null && this.#clock.now() - started < PAUSE_MS) await this.#pause();
    }
  }

  /** Passes on what the waiting exchange brought; true when it was something. */
  #passWaited(frame: Incoming, lanes: readonly ResumeFrame[]): boolean {
    if (this.#over) return false;
    if (frame.type === "page") {
      const page = frame as Page;
      const fresh = page.entries.filter((entry) => this.#following.isNew(entry));
      const marks = this.#following.takeMarks(page);
      this.#following.take(page);
      for (const entry of fresh) this.#listener.event(entry);
      if (marks !== null) this.#listener.event({ type: "read", chat_session: page.chat_session, read: marks } as Incoming);
      return fresh.length > 0 || marks !== null;
    }
    if (frame.type === "refusal") {
      if (typeof frame.ref !== "number") this.#finish(4400);
      else if (!PASSING.has((frame as Refusal).code)) this.#following.drop(frame.ref, lanes);
      return false;
    }
    if (typeof frame.ref === "number") return false;
    this.#pass(frame);
    return true;
  }

  #pass(frame: Incoming): void {
    if (frame.type === "entry") this.#following.takeEntry(frame as Entry);
    this.#listener.event(frame);
    if (this.#manner.refreshAfter.includes(frame.type)) this.#later(PAUSE_MS, () => this.#refresh());
  }

  #refreshLater(): void {
    this.#later(this.#manner.refreshEveryMs, () => {
      this.#refresh();
      this.#refreshLater();
    });
  }

  #refresh(): void {
    this.#ask(this.#manner.opening).then(
      (reply) => {
        const event = this.#over ? null : this.#manner.refreshed(reply);
        if (event !== null) this.#listener.event(event);
      },
      () => undefined,
    );
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#endPause = resolve;
      this.#later(PAUSE_MS, resolve);
    });
  }

  #later(delayMs: number, callback: () => void): void {
    const stop = this.#clock.after(delayMs, () => {
      this.#timers.delete(stop);
      callback();
    });
    this.#timers.add(stop);
  }

  /** The frames that came; `null` when the exchange was called off, or when polling has thereby ended. */
  async #post(frames: readonly Outgoing[], waitSeconds: number, control: AbortController): Promise<Incoming[] | null> {
    const stopTimer = this.#clock.after(waitSeconds * 1000 + MARGIN_MS, () => {
      this.#finish(1006);
      control.abort();
    });
    try {
      const { status, frames: came } = await this.#exchange(JSON.stringify({ frames, wait_seconds: waitSeconds }), control.signal);
      if (status === 200 || status === 400 || status === 413) return came;
      this.#finish(closeCodeOf(status));
    } catch {
      if (!control.signal.aborted) this.#finish(1006);
    } finally {
      stopTimer();
    }
    return null;
  }

  #finish(code: number): void {
    if (this.#over) return;
    this.end();
    this.#listener.ended(code);
  }
}
