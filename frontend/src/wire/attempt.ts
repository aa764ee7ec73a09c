/** One try to reach the server over one way: credentials, carrier, greeting, within a time limit. */

import type { Carrier, CarrierListener, Incoming, Outgoing } from "./carrier";
import type { Clock } from "./clock";
import type { Credentials } from "./credentials";
import { SignedOut } from "./errors";

export type Way = "socket" | "polling";

export interface Ways {
  clock: Clock;
  credentials: Credentials;
  openSocket: (hello: Outgoing, listener: CarrierListener) => Carrier;
  openPolling: (listener: CarrierListener) => Carrier;
}

export interface AttemptListener {
  /** From now on the carrier is the listener's; its events and its end follow. */
  greeted(carrier: Carrier, greeting: Incoming): void;
  event(frame: Incoming): void;
  /** The greeted carrier ended. */
  lost(code: number): void;
  /** There will be no greeting: a close code, or why there was none. */
  failed(why: number | "slow" | "signed_out"): void;
}

/** A socket that was not greeted by then is held back by something on the way. */
const GREETING_LIMIT_MS = 8_000;

export class Attempt {
  readonly #listener: AttemptListener;
  #carrier: Carrier | null = null;
  #phase: "trying" | "greeted" | "over" = "trying";
  #stopTimer: () => void = () => undefined;

  constructor(ways: Ways, way: Way, listener: AttemptListener) {
    this.#listener = listener;
    if (way === "socket") this.#stopTimer = ways.clock.after(GREETING_LIMIT_MS, () => this.#fail("slow"));
    this.#begin(ways, way).catch((error: unknown) => this.#fail(error instanceof SignedOut ? "signed_out" : 4503));
  }

  /** Calls the try off; a carrier that was greeted already is no longer its business. */
  cancel(): void {
    if (this.#phase !== "trying") return;
    this.#phase = "over";
    this.#stopTimer();
    this.#carrier?.end();
  }

  async #begin({ credentials, openSocket, openPolling }: Ways, way: Way): Promise<void> {
    const hello = way === "socket" ? await credentials.hello() : null;
    if (this.#phase !== "trying") return;
    const listener: CarrierListener = {
      greeted: (greeting) => this.#greet(greeting),
      event: (frame) => this.#listener.event(frame),
      ended: (code) => this.#end(code),
    };
    this.#carrier = hello === null ? openPolling(listener) : openSocket(hello, listener);
  }

  #greet(greeting: Incoming): void {
    if (this.#phase !== "trying" || this.#carrier === null) return;
    this.#phase = "greeted";
    this.#stopTimer();
    this.#listener.greeted(this.#carrier, greeting);
  }

  #end(code: number): void {
    if (this.#phase === "trying") this.#fail(code);
    else if (this.#phase === "greeted") this.#listener.lost(code);
  }

  #fail(why: number | "slow" | "signed_out"): void {
    if (this.#phase !== "trying") return;
    this.cancel();
    this.#listener.failed(why);
  }
}
