/** One WebSocket from opening to its end: says hello, matches replies by `ref`, keeps the heartbeat. */

import { type Carrier, type CarrierListener, type Incoming, type Outgoing, Pending, readFrame } from "./carrier";
import type { Clock } from "./clock";
import { LinkLost, Refused } from "./errors";
import type { Refusal } from "../protocol";

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketHandlers {
  opened(): void;
  message(text: string): void;
  closed(code: number): void;
}

export type OpenSocket = (handlers: SocketHandlers) => Socket;

/** How long nothing at all may come while something is asked, before the socket is taken for dead. */
const SILENCE_MS = 10_000;
const DEFAULT_HEARTBEAT_MS = 25_000;
const NO_REASON = 1006;

export class SocketCarrier implements Carrier {
  readonly #pending = new Pending();
  readonly #clock: Clock;
  readonly #listener: CarrierListener;
  readonly #socket: Socket;
  #heartbeatMs = DEFAULT_HEARTBEAT_MS;
  #greeted = false;
  #over = false;
  #pinged = false;
  #sentAtMs = 0;
  #stopTimer: () => void = () => undefined;

  constructor(open: OpenSocket, hello: Outgoing, clock: Clock, listener: CarrierListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#socket = open({
      opened: () => this.#sayHello(hello),
      message: (text) => this.#take(text),
      closed: (code) => this.#finish(code),
    });
  }

  request(ask: Outgoing): Promise<Incoming> {
    if (this.#over || !this.#greeted) return Promise.reject(new LinkLost("not connected"));
    return this.#ask(ask);
  }

  end(): void {
    if (this.#over) return;
    this.#release();
    this.#socket.close();
  }

  #sayHello(hello: Outgoing): void {
    if (this.#over) return;
    this.#ask(hello).then(
      (greeting) => this.#greet(greeting),
      () => this.#drop(NO_REASON),
    );
  }

  #greet(greeting: Incoming): void {
    if (this.#over) return;
    const { heartbeat_seconds: seconds } = greeting as { heartbeat_seconds?: number };
    if (seconds !== undefined) this.#heartbeatMs = seconds * 1000;
    this.#greeted = true;
    this.#listener.greeted(greeting);
    if (!this.#isOver()) this.#watch();
  }

  #ask(ask: Outgoing): Promise<Incoming> {
    const { ref, reply } = this.#pending.expect();
    this.#sentAtMs = this.#clock.now();
    this.#socket.send(JSON.stringify({ ...ask, ref }));
    if (!this.#pinged) this.#watch();
    return reply;
  }

  #take(text: string): void {
    if (this.#over) return;
    const frame = readFrame(text);
    if (frame === null) return;
    const answered = this.#pending.answer(frame);
    this.#pinged = false;
    this.#watch();
    if (answered || !this.#greeted) return;
    // A refusal that names no request may mean any of them; each may be asked again without harm.
    if (frame.type === "refusal") this.#pending.rejectAll(new Refused(frame as Refusal));
    else this.#listener.event(frame);
  }

  /**
   * The next thing to do: ping when nothing was sent for a heartbeat, however much comes in; and after a ping, give up.
   * What comes in also brings a late ping on its way: browsers slow down the timers of a page that nobody looks at.
   */
  #watch(): void {
    this.#stopTimer();
    const asked = this.#pinged || this.#pending.size > 0;
    const waitMs = asked ? SILENCE_MS : this.#sentAtMs + this.#heartbeatMs - this.#clock.now();
    if (waitMs <= 0) {
      this.#ping();
      return;
    }
    this.#stopTimer = this.#clock.after(waitMs, () => {
      if (this.#pinged || !this.#greeted) this.#drop(NO_REASON);
      else this.#ping();
    });
  }

  #ping(): void {
    this.#pinged = true;
    this.#ask({ type: "ping" }).catch(() => undefined);
    this.#watch();
  }

  #drop(code: number): void {
    if (this.#over) return;
    this.#socket.close();
    this.#finish(code);
  }

  #finish(code: number): void {
    if (this.#over) return;
    this.#release();
    this.#listener.ended(code);
  }

  #release(): void {
    this.#over = true;
    this.#stopTimer();
    this.#pending.loseAll();
  }

  #isOver(): boolean {
    return this.#over;
  }
}
