/** What the agent can do, each one question to the server. A refusal becomes a sentence. */

import type { AgentAsk, AgentReply, AgentState, CustomerDetails, Found, RefusalCode, Trace } from "../protocol";
import { LinkLost, Refused } from "../wire/errors";
import type { AgentLink } from "../wire/link";
import type { Strings } from "./i18n";

/** `failed` is what to tell the agent; `null` when it was done. */
export interface Outcome {
  readonly failed: string | null;
  readonly code: RefusalCode | "lost" | null;
}

export interface TransferWish {
  to: { agent: string } | { group: string };
  ask: boolean;
  note: string;
}

export class Deeds {
  readonly #link: AgentLink;
  readonly #say: Strings;

  constructor(link: AgentLink, say: Strings) {
    this.#link = link;
    this.#say = say;
  }

  accept(offer: string): Promise<Outcome> {
    return this.#do({ type: "accept", offer });
  }

  decline(offer: string, reason: string): Promise<Outcome> {
    return this.#do({ type: "decline", offer, reason });
  }

  pull(session: string): Promise<Outcome> {
    return this.#do({ type: "pull", chat_session: session });
  }

  transfer(session: string, { to, ask, note }: TransferWish): Promise<Outcome> {
    return this.#do({ type: "transfer", chat_session: session, ...to, ask, note });
  }

  requeue(session: string): Promise<Outcome> {
    return this.#do({ type: "requeue", chat_session: session });
  }

  invite(session: string, agent: string): Promise<Outcome> {
    return this.#do({ type: "invite", chat_session: session, agent });
  }

  part(session: string): Promise<Outcome> {
    return this.#do({ type: "part", chat_session: session });
  }

  takeOver(session: string): Promise<Outcome> {
    return this.#do({ type: "take_over", chat_session: session });
  }

  assign(session: string, agent: string): Promise<Outcome> {
    return this.#do({ type: "assign", chat_session: session, agent });
  }

  /** The note is one for staff, written in the same moment; blank is none. */
  close(session: string, disposition: string | null, tags: readonly string[], note = ""): Promise<Outcome> {
    return this.#do({ type: "close", chat_session: session, disposition, tags: [...tags], note });
  }

  setTags(session: string, tags: readonly string[]): Promise<Outcome> {
    return this.#do({ type: "set_tags", chat_session: session, tags: [...tags] });
  }

  setStatus(status: AgentState["status"], openOnes: "keep" | "requeue" | null = null): Promise<Outcome> {
    return this.#do({ type: "set_status", status, open_ones: openOnes });
  }

  endWrapUp(): Promise<Outcome> {
    return this.#do({ type: "end_wrap_up" });
  }

  extendWrapUp(): Promise<Outcome> {
    return this.#do({ type: "extend_wrap_up" });
  }

  sawMentions(session: string): Promise<Outcome> {
    return this.#do({ type: "saw_mentions", chat_session: session });
  }

  /** A person is here. Resolves with whether the server has heard it. */
  async active(): Promise<boolean> {
    return (await this.#do({ type: "active" })).failed === null;
  }

  /** Why this agent, why still waiting? `null` when there is no answer. */
  why(session: string): Promise<Trace | null> {
    return this.#ask({ type: "why", chat_session: session }, "trace");
  }

  /** What is known of a chat session's customer; `null` when there is no answer. */
  async customer(session: string): Promise<CustomerDetails | null> {
    return (await this.#ask({ type: "get_customer", chat_session: session }, "customer"))?.customer ?? null;
  }

  /** Where it was said: in my chats, or in one customer's past; `null` when there is no answer. */
  find(text: string, customer: string | null = null): Promise<Found | null> {
    return this.#ask({ type: "find", text, customer }, "found");
  }

  async #ask<Type extends AgentReply["type"]>(ask: AgentAsk, type: Type): Promise<Extract<AgentReply, { type: Type }> | null> {
    try {
      const reply = await this.#link.request(ask);
      return reply.type === type ? (reply as Extract<AgentReply, { type: Type }>) : null;
    } catch (error) {
      if (error instanceof Refused || error instanceof LinkLost) return null;
      throw error;
    }
  }

  async #do(ask: AgentAsk): Promise<Outcome> {
    try {
      await this.#link.request(ask);
      return { failed: null, code: null };
    } catch (error) {
      if (error instanceof Refused) return { failed: this.#words(ask.type, error.code), code: error.code };
      if (error instanceof LinkLost) return { failed: this.#say.lost, code: "lost" };
      throw error;
    }
  }

  #words(type: AgentAsk["type"], code: RefusalCode): string {
    const own: Partial<Record<AgentAsk["type"], Partial<Record<RefusalCode, string>>>> = this.#say.refused;
    return own[type]?.[code] ?? this.#say.failed[code];
  }
}
