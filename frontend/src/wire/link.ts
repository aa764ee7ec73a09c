/** The one connection a page has to the server, whatever carries it: a WebSocket or long-polling. */

import type {
  AgentAsk,
  AgentReply,
  AgentSideEvent,
  CustomerAsk,
  CustomerEvent,
  CustomerReply,
  Welcome,
  Workspace,
} from "../protocol";

/** `waiting`: nothing works just now, the next attempt comes at `retryAt`. `stopped`: it will not come back by itself. */
export type LinkPhase = "connecting" | "online" | "polling" | "waiting" | "stopped";

export interface LinkState {
  phase: LinkPhase;
  /** When the next attempt starts (milliseconds since the epoch), while waiting. */
  retryAt: number | null;
  /** Why it waits or stopped: a word such as `lost`, `restarting`, `signed_out`. */
  reason: string | null;
}

/** Asks, gets replies and hears events; falls back to polling and returns by itself. */
export interface Link<Ask, Reply, Event, Greeting> {
  readonly state: LinkState;
  start(): void;
  /** Ends for good; `start` begins anew. */
  stop(): void;
  /** Tries at once instead of waiting: the network came back, the page is looked at again. */
  hurry(): void;
  /**
   * Sends one frame (the link adds `ref`) and resolves with its reply.
   * Rejects with `Refused` (the server said no) or `LinkLost` (not connected, or cut off before the reply).
   */
  request(ask: Ask): Promise<Reply>;
  /** Entries, typing, read marks …; each listener returns its own end. */
  onEvent(listener: (event: Event) => void): () => void;
  /** After each (re)connect: time to resume every followed lane and to resend what is unacknowledged. */
  onGreeting(listener: (greeting: Greeting) => void): () => void;
  onState(listener: (state: LinkState) => void): () => void;
}

export type CustomerLink = Link<CustomerAsk, CustomerReply, CustomerEvent, Welcome>;
export type AgentLink = Link<AgentAsk, AgentReply, AgentSideEvent, Workspace>;
