import type { AgentAsk, AgentReply, AgentSideEvent, Entry, Page, Workspace } from "../../src/protocol";
import type { AgentLink, LinkState } from "../../src/wire/link";
import { Listeners } from "../../src/wire/listeners";

/** A server in memory: answers `resume` from `log`, everything else with `answer`. */
export class FakeLink implements AgentLink {
  state: LinkState = { phase: "online", retryAt: null, reason: null };
  readonly asked: AgentAsk[] = [];
  readonly log = new Map<string, Entry[]>();
  readonly events = new Listeners<AgentSideEvent>();
  readonly greetings = new Listeners<Workspace>();
  readonly states = new Listeners<LinkState>();
  answer: (ask: AgentAsk) => AgentReply = () => ({ type: "ok", ref: 0 });

  start = () => this.states.tell(this.state);
  stop = () => undefined;
  hurry = () => undefined;
  onEvent = (listener: (event: AgentSideEvent) => void) => this.events.add(listener);
  onGreeting = (listener: (greeting: Workspace) => void) => this.greetings.add(listener);
  onState = (listener: (state: LinkState) => void) => this.states.add(listener);

  request = (ask: AgentAsk): Promise<AgentReply> => {
    this.asked.push(ask);
    return new Promise((resolve) => resolve(ask.type === "resume" ? this.#page(ask) : this.answer(ask)));
  };

  of = (type: AgentAsk["type"]) => this.asked.filter((ask) => ask.type === type);

  #page({ chat_session, lane = "public", after_seq = 0 }: Extract<AgentAsk, { type: "resume" }>): Page {
    const entries = (this.log.get(chat_session) ?? []).filter((one) => one.lane === lane && one.seq > after_seq);
    return { type: "page", ref: 0, chat_session, lane, entries, last_seq: entries.length, more: false, read: { customer: 0, agent: 0 } };
  }
}
