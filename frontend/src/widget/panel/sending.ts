/** How what the customer writes gets to the server: kept in the outbox, taken by the courier, each in its own way. */

import type { Ack, Answer, OpenedReply, Welcome } from "../../protocol";
import { Courier } from "../../wire/courier";
import type { Leaves, OutboxItem } from "../../wire/outbox";
import type { DeskParts } from "./desk";
import { OutgoingMessages } from "./outgoing";

export interface SendingParts extends DeskParts {
  /** The chat session that somebody answers, or is waited for in. */
  served: () => string | null;
  /** Whether the customer put away what ended, to begin a new one. */
  anew: () => boolean;
  opened: (opened: OpenedReply) => void;
  welcomed: (welcome: Welcome) => void;
  acked: (ack: Ack) => void;
}

export class Sending {
  readonly #parts: SendingParts;
  readonly #courier: Courier;
  readonly outgoing: OutgoingMessages;

  constructor(parts: SendingParts) {
    this.#parts = parts;
    const { outbox, clock, exclusively } = parts;
    this.outgoing = new OutgoingMessages(outbox);
    this.#courier = new Courier({
      outbox,
      clock,
      exclusively,
      followsCustomer: true,
      openChatSession: (item) => this.#open(item),
      send: (item, chatSession) => this.#send(item, chatSession),
      leave: (item) => this.#leave(item),
    });
  }

  /** Begins with what an earlier page left in the outbox. */
  async start(): Promise<void> {
    await this.outgoing.refresh();
    this.#courier.start();
  }

  /** After a greeting: what could not be sent may go now. */
  poke(): void {
    this.#courier.poke();
  }

  /** Takes these words on their way, and what was answered before; with `leaves`, as a message to be answered later. */
  async write(text: string, leaves: Leaves | undefined, answers: readonly Answer[]): Promise<void> {
    const { outbox, newId, clock } = this.#parts;
    const { returned } = this.outgoing;
    const draft = { client_id: newId(), chat_session: null, lane: "public", text, written_at: clock.now() } as const;
    await outbox.add({ ...draft, ...(leaves && { leaves }), ...(answers.length > 0 && { answers: [...answers] }) });
    // They are in these words, or were struck out.
    for (const { client_id: clientId } of returned) await outbox.discard(clientId);
  }

  async #open({ answers }: OutboxItem): Promise<string> {
    const { link, language, served, anew, opened } = this.#parts;
    const open = served();
    if (open !== null) return open;
    // Where a message was left this leads to the same chat session, which begins to wait if chats are taken by now.
    const reply = (await link.request({ type: "open", language, anew: anew(), ...(answers && { answers }) })) as OpenedReply;
    opened(reply);
    return reply.chat_session.id;
  }

  async #send({ client_id, text }: OutboxItem, chatSession: string): Promise<Ack> {
    const { link, acked } = this.#parts;
    const ack = (await link.request({ type: "send", chat_session: chatSession, client_id, text })) as Ack;
    acked(ack);
    return ack;
  }

  async #leave({ client_id, text, leaves, answers }: OutboxItem): Promise<Ack> {
    const { link, language, welcomed, acked } = this.#parts;
    const ack = (await link.request({ type: "leave_message", client_id, text, ...leaves, language, ...(answers && { answers }) })) as Ack;
    // It is to be seen at once, and the customer may have told their name.
    welcomed((await link.request({ type: "get_state" })) as Welcome);
    acked(ack);
    return ack;
  }
}
