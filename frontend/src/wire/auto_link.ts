/** The link as pages use it: a WebSocket when it can be had, long-polling when not, and back as soon as possible. */

import { Attempt, type Way, type Ways } from "./attempt";
import { afterClose, backoffMs } from "./backoff";
import type { Carrier, Incoming, Outgoing } from "./carrier";
import { LinkLost } from "./errors";
import type { Link, LinkState } from "./link";
import { Listeners } from "./listeners";

export interface LinkParts extends Ways {
  /** Whether this browser tab has already learnt that sockets do not get through here. */
  preference: { polling: () => boolean; remember: (polling: boolean) => void };
}

const SOCKET_FAILURES_BEFORE_POLLING = 2;
const FIRST_PROBE_MS = 15_000;
const NEXT_PROBE_MS = 60_000;
/** Waits that the server asked for, which no impatience shortens. */
const PATIENT: ReadonlySet<string | null> = new Set(["bad_frames", "too_many"]);

export class AutoLink<Ask extends Outgoing, Reply, Event, Greeting> implements Link<Ask, Reply, Event, Greeting> {
  readonly #parts: LinkParts;
  readonly #events = new Listeners<Event>();
  readonly #greetings = new Listeners<Greeting>();
  readonly #states = new Listeners<LinkState>();
  #state: LinkState = { phase: "stopped", retryAt: null, reason: null };
  /** What carries the link now. */
  #carrier: Carrier | null = null;
  /** The next carrier, not yet greeted; while polling, a look whether sockets get through again. */
  #attempt: Attempt | null = null;
  #stopTimer: () => void = () => undefined;
  #failures = 0;
  #socketFailures = 0;
  /** Grows with every `start` and `stop`, so that an answer from before them is recognised. */
  #run = 0;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (this.#state.phase !== "stopped") return;
    this.#run += 1;
    this.#failures = 0;
    this.#connect(this.#usualWay());
  }

  stop(): void {
    this.#halt(null);
  }

  hurry(): void {
    if (this.#carrier !== null) this.#carrier.request({ type: "ping" }).catch(() => undefined);
    else if (this.#state.phase === "waiting" && !PATIENT.has(this.#state.reason)) this.#connect(this.#usualWay());
  }

  async request(ask: Ask): Promise<Reply> {
    if (this.#carrier === null) throw new LinkLost("not connected");
    return (await this.#carrier.request(ask)) as Reply;
  }

  onEvent(listener: (event: Event) => void): () => void {
    return this.#events.add(listener);
  }

  onGreeting(listener: (greeting: Greeting) => void): () => void {
    return this.#greetings.add(listener);
  }

  onState(listener: (state: LinkState) => void): () => void {
    return this.#states.add(listener);
  }

  #usualWay(): Way {
    return this.#parts.preference.polling() ? "polling" : "socket";
  }

  #connect(way: Way): void {
    this.#set({ phase: "connecting", retryAt: null, reason: this.#state.reason });
    this.#try(way, (why) => this.#failed(way, why));
  }

  #try(way: Way, failed: (why: number | "slow" | "signed_out") => void): void {
    this.#callOff();
    let mine: Carrier | null = null;
    this.#attempt = new Attempt(this.#parts, way, {
      greeted: (carrier, greeting) => {
        mine = carrier;
        this.#take(way, carrier, greeting);
      },
      event: (frame) => {
        if (mine === this.#carrier) this.#events.tell(frame as Event);
      },
      lost: (code) => {
        if (mine === this.#carrier) this.#lost(code);
      },
      failed,
    });
  }

  #take(way: Way, carrier: Carrier, greeting: Incoming): void {
    this.#attempt = null;
    this.#carrier?.end();
    this.#carrier = carrier;
    this.#failures = 0;
    this.#socketFailures = 0;
    this.#parts.credentials.accepted();
    this.#parts.preference.remember(way === "polling");
    if (way === "polling") this.#probeAfter(FIRST_PROBE_MS);
    this.#set({ phase: way === "socket" ? "online" : "polling", retryAt: null, reason: null });
    this.#greetings.tell(greeting as Greeting);
  }

  /** While polling goes on, looks now and then whether a socket can be had. */
  #probeAfter(delayMs: number): void {
    this.#stopTimer = this.#parts.clock.after(delayMs, () => {
      this.#try("socket", () => this.#probeAfter(NEXT_PROBE_MS));
    });
  }

  #lost(code: number): void {
    this.#carrier = null;
    this.#callOff();
    this.#comeBack(code);
  }

  #failed(way: Way, why: number | "slow" | "signed_out"): void {
    if (why === "signed_out") {
      this.#halt(why);
      return;
    }
    this.#failures += 1;
    if (way === "socket" && why === "slow") this.#socketFailures = SOCKET_FAILURES_BEFORE_POLLING;
    // A close code of the protocol would mean that sockets do get through.
    if (way === "socket" && why === 1006) this.#socketFailures += 1;
    if (this.#socketFailures >= SOCKET_FAILURES_BEFORE_POLLING) {
      // Should polling fail as well, then it is not the sockets that are barred: begin anew.
      this.#socketFailures = 0;
      this.#connect("polling");
    } else {
      this.#comeBack(why === "slow" ? 1006 : why);
    }
  }

  #comeBack(code: number): void {
    const { clock, credentials } = this.#parts;
    const plan = afterClose(code, this.#failures, clock.random());
    if (plan.how === "again") {
      this.#waitFor(plan.delayMs, plan.reason);
      return;
    }
    const run = this.#run;
    this.#set({ phase: "connecting", retryAt: null, reason: plan.reason });
    credentials.renew(code === 4403 ? 4403 : 4401).then(
      (renewed) => {
        if (run !== this.#run) return;
        if (renewed) this.#waitFor(backoffMs(this.#failures, clock.random()), plan.reason);
        else this.#halt(plan.reason);
      },
      () => {
        this.#failures += 1;
        if (run === this.#run) this.#waitFor(backoffMs(this.#failures, clock.random()), "unavailable");
      },
    );
  }

  #waitFor(delayMs: number, reason: string): void {
    const { clock } = this.#parts;
    this.#stopTimer = clock.after(delayMs, () => this.#connect(this.#usualWay()));
    this.#set({ phase: "waiting", retryAt: clock.now() + delayMs, reason });
  }

  #halt(reason: string | null): void {
    this.#run += 1;
    this.#callOff();
    this.#carrier?.end();
    this.#carrier = null;
    this.#set({ phase: "stopped", retryAt: null, reason });
  }

  #callOff(): void {
    this.#stopTimer();
    this.#attempt?.cancel();
    this.#attempt = null;
  }

  #set(state: LinkState): void {
    this.#state = state;
    this.#states.tell(state);
  }
}
