/** One console's connection to the server in memory, which drops and comes back. What is told meanwhile is lost. */

import type { AgentAsk, AgentReply, AgentSideEvent, Lane, Workspace } from "../../src/protocol";
import { LinkLost } from "../../src/wire/errors";
import type { AgentLink, LinkState } from "../../src/wire/link";
import { Listeners } from "../../src/wire/listeners";
import type { FloorServer } from "./floor_server";

export class ServerLink implements AgentLink {
  state: LinkState = { phase: "waiting", retryAt: null, reason: null };
  readonly followed = new Set<string>();
  readonly #server: FloorServer;
  readonly #events = new Listeners<AgentSideEvent>();
  readonly #greetings = new Listeners<Workspace>();
  readonly #states = new Listeners<LinkState>();
  #later: (() => AgentSideEvent)[] = [];

  constructor(server: FloorServer) {
    this.#server = server;
  }

  start = () => undefined;
  stop = () => undefined;
  hurry = () => undefined;
  onEvent = (listener: (event: AgentSideEvent) => void) => this.#events.add(listener);
  onGreeting = (listener: (greeting: Workspace) => void) => this.#greetings.add(listener);
  onState = (listener: (state: LinkState) => void) => this.#states.add(listener);

  get isUp(): boolean {
    return this.state.phase === "online";
  }

  follows = (id: string, lane: Lane): boolean => this.followed.has(`${id} ${lane}`);

  comes(): void {
    this.#server.links.add(this);
    this.#becomes("online");
    this.#greetings.tell(this.#server.workspace());
  }

  drops(): void {
    this.#server.links.delete(this);
    this.followed.clear();
    this.#later = [];
    this.#becomes("waiting");
  }

  hear(event: AgentSideEvent): void {
    this.#events.tell(structuredClone(event));
  }

  later(event: () => AgentSideEvent): void {
    this.#later.push(event);
  }

  /** What was to be told a moment later. */
  passOn(): void {
    for (const event of this.#later.splice(0)) this.hear(event());
  }

  request = (ask: AgentAsk): Promise<AgentReply> =>
    new Promise((resolve, reject) => {
      if (!this.isUp) reject(new LinkLost("not connected"));
      else {
        const reply = this.#server.answer(ask, this);
        // The reply too may be lost on its way.
        queueMicrotask(() => (this.isUp ? resolve(reply) : reject(new LinkLost("lost"))));
      }
    });

  #becomes(phase: "online" | "waiting"): void {
    this.state = { phase, retryAt: null, reason: null };
    this.#states.tell(this.state);
  }
}
