/** What carries frames: one WebSocket, or one run of long-polling. A carrier that ended stays ended. */

import { LinkLost, Refused } from "./errors";
import type { Refusal } from "../protocol";

/** What all frames have in common; the link gives them their real types. */
export interface Outgoing {
  type: string;
}
export interface Incoming {
  type: string;
  ref?: number | null;
}

export interface Carrier {
  /** Rejects with `Refused` or `LinkLost`. */
  request(ask: Outgoing): Promise<Incoming>;
  /** Lets go at once; open requests reject with `LinkLost`, and the listener hears nothing more. */
  end(): void;
}

export interface CarrierListener {
  /** Authenticated: `welcome` or `workspace`. Exactly once, before anything else. */
  greeted(greeting: Incoming): void;
  event(frame: Incoming): void;
  /** It is over, by a close code of the protocol; 1006 when nobody said why. */
  ended(code: number): void;
}

interface Waiting {
  resolve(reply: Incoming): void;
  reject(reason: Error): void;
}

/** The requests that have no reply yet, by their `ref`. */
export class Pending {
  readonly #waiting = new Map<number, Waiting>();
  #lastRef = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** A new ref and the promise of its reply. */
  expect(): { ref: number; reply: Promise<Incoming> } {
    const ref = ++this.#lastRef;
    const reply = new Promise<Incoming>((resolve, reject) => this.#waiting.set(ref, { resolve, reject }));
    return { ref, reply };
  }

  /** Hands a reply to whoever asked; false when it answers nothing that is waiting. */
  answer(frame: Incoming): boolean {
    const ref = frame.ref ?? -1;
    const waiting = this.#waiting.get(ref);
    if (waiting === undefined) return false;
    this.#waiting.delete(ref);
    if (frame.type === "refusal") waiting.reject(new Refused(frame as Refusal));
    else waiting.resolve(frame);
    return true;
  }

  reject(refs: Iterable<number>, reason: Error): void {
    for (const ref of refs) {
      this.#waiting.get(ref)?.reject(reason);
      this.#waiting.delete(ref);
    }
  }

  rejectAll(reason: Error): void {
    this.reject([...this.#waiting.keys()], reason);
  }

  loseAll(): void {
    this.rejectAll(new LinkLost("the connection was lost"));
  }
}

/** One JSON object with a `type`, or `null` for anything else. */
export function readFrame(text: string): Incoming | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "type" in value ? (value as Incoming) : null;
  } catch {
    return null;
  }
}
