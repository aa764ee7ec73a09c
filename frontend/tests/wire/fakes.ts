/** Time, sockets, HTTP and a server that tests own. */

import type { Entry } from "../../src/protocol";
import type { Incoming } from "../../src/wire/carrier";
import type { Clock } from "../../src/wire/clock";
import type { Exchange } from "../../src/wire/exchange";
import type { OpenSocket, SocketHandlers } from "../../src/wire/socket";
import type { TabChannel } from "../../src/wire/tabs";

/** Lets everything that waits for no timer happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}

/** The same for what waits for IndexedDB, which takes real turns. */
export async function settleStorage(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; callback: () => void }[] = [];
  chance = 0.5;

  now = (): number => this.#now;
  random = (): number => this.chance;

  after = (delayMs: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Goes on by so much, timer by timer, letting promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = due.at;
      due.callback();
      await settle();
    }
    this.#now = end;
  }
}

export const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  type: "entry",
  chat_session: "s1",
  lane: "public",
  seq,
  kind: "text",
  sender: { kind: "agent", id: "a1", name: "Ada" },
  client_id: `c${seq}`,
  at: "2026-01-01T00:00:00Z",
  text: `text ${seq}`,
  event: null,
  reply_to: null,
  attachment: null,
  amended: "",
  ...more,
});

/** One end of a socket, as the test's server sees it. */
export class FakeSocket {
  readonly sent: Record<string, unknown>[] = [];
  closedByClient = false;

  constructor(
    readonly handlers: SocketHandlers,
    private readonly onFrame: (socket: FakeSocket, frame: Record<string, unknown>) => void = () => undefined,
  ) {}

  send(text: string): void {
    const frame = JSON.parse(text) as Record<string, unknown>;
    this.sent.push(frame);
    this.onFrame(this, frame);
  }

  close(): void {
    this.closedByClient = true;
  }

  give(frame: object): void {
    this.handlers.message(JSON.stringify(frame));
  }
}

/** Keeps one chat session's public lane as the real server promises it, and can be told to misbehave. */
export class FakeServer {
  log: Entry[] = [];
  sockets: FakeSocket[] = [];
  socketsWork = true;
  httpWorks = true;
  /** Replies to these request types are lost on the way, though the work is done. */
  losing = new Set<string>();
  exchanges: { frames: Record<string, unknown>[]; wait: number }[] = [];
  #waiting: (() => void)[] = [];

  constructor(private readonly clock = new FakeClock()) {}

  open: OpenSocket = (handlers) => {
    const socket = new FakeSocket(handlers, (from, frame) => this.#onFrame(from, frame));
    this.sockets.push(socket);
    queueMicrotask(() => (this.socketsWork ? handlers.opened() : handlers.closed(1006)));
    return socket;
  };

  exchange: Exchange = async (body, signal) => {
    if (!this.httpWorks) throw new Error("no network");
    const { frames, wait_seconds: wait } = JSON.parse(body) as { frames: Record<string, unknown>[]; wait_seconds: number };
    this.exchanges.push({ frames, wait });
    const replies = (): Incoming[] => frames.flatMap((frame) => this.reply(frame));
    const first = replies();
    if (wait === 0 || first.some((frame) => frame.type !== "pong" && !isEmptyPage(frame))) return { status: 200, frames: first };
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push(resolve);
      this.clock.after(wait * 1000, resolve);
      signal.addEventListener("abort", () => reject(new Error("aborted")));
    });
    return { status: 200, frames: replies() };
  };

  /** Stores an entry and tells whoever listens. */
  append(more: Partial<Entry> = {}): Entry {
    const stored = entry(this.log.length + 1, more);
    this.log.push(stored);
    for (const socket of this.sockets) socket.give(stored);
    for (const wake of this.#waiting.splice(0)) wake();
    return stored;
  }

  closeAll(code: number): void {
    for (const socket of this.sockets.splice(0)) socket.handlers.closed(code);
  }

  reply(frame: Record<string, unknown>): Incoming[] {
    const ref = frame["ref"] as number;
    switch (frame["type"]) {
      case "hello":
      case "get_state":
        return [{ type: "welcome", ref, heartbeat_seconds: 25, chat_session: null } as Incoming];
      case "resume": {
        const after = frame["after_seq"] as number;
        const entries = this.log.slice(after, after + 3);
        const read = { customer: 0, agent: 0 };
        const more = after + entries.length < this.log.length;
        return [{ type: "page", ref, chat_session: "s1", lane: "public", entries, more, last_seq: this.log.length, read } as Incoming];
      }
      case "send": {
        const { client_id, text } = frame as { client_id: string; text: string };
        const known = this.log.find((stored) => stored.client_id === client_id);
        const stored = known ?? this.append({ client_id, text, sender: { kind: "customer", id: "k1", name: "" } });
        return [{ type: "ack", ref, chat_session: "s1", client_id, seq: stored.seq, at: stored.at } as Incoming];
      }
      case "ping":
        return [{ type: "pong", ref }];
      default:
        return [{ type: "ok", ref }];
    }
  }

  #onFrame(socket: FakeSocket, frame: Record<string, unknown>): void {
    const replies = this.reply(frame);
    if (this.losing.has(String(frame["type"]))) return;
    queueMicrotask(() => replies.forEach((reply) => socket.give(reply)));
  }
}

const isEmptyPage = (frame: Incoming): boolean => frame.type === "page" && (frame as { entries?: unknown[] }).entries?.length === 0;

/** Channels that hear each other, as the tabs of one browser do. */
export function fakeTabs(): () => TabChannel {
  const tabs = new Map<object, Set<(message: unknown) => void>>();
  return () => {
    const me = {};
    const mine = new Set<(message: unknown) => void>();
    tabs.set(me, mine);
    return {
      post: (message) => tabs.forEach((theirs, other) => other !== me && theirs.forEach((listener) => listener(message))),
      listen: (listener) => {
        mine.add(listener);
        return () => mine.delete(listener);
      },
      close: () => tabs.delete(me),
    };
  };
}
