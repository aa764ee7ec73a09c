/** The customer's side of the conversation: joins link, chat session and outbox, and tells what to show. */

import type { Answer, CustomerEvent, Welcome } from "../../protocol";
import type { LinkState } from "../../wire/link";
import { Listeners } from "../../wire/listeners";
import type { Leaves } from "../../wire/outbox";
import { isToRead } from "./lines";
import { Peek } from "./peek";
import { QueuePlace } from "./queue_place";
import { Reception } from "./reception";
import { Sending } from "./sending";
import type { DeskParts, DeskState } from "./desk_state";
import { ServerTime } from "./server_time";
import { ShownChatSession } from "./shown";

export type { DeskParts, DeskState };

export class Desk {
  readonly #parts: DeskParts;
  readonly #changes = new Listeners<DeskState>();
  readonly #sending: Sending;
  readonly #shown: ShownChatSession;
  readonly #reception: Reception;
  readonly #place: QueuePlace;
  readonly #serverTime = new ServerTime();
  readonly #peek: Peek;
  #link: LinkState | null = null;
  #looking = false;
  #known = false;
  #peeked = false;
  #maxTextChars = 8_000;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { link, clock } = parts;
    const changed = (): void => this.#changed();
    this.#shown = new ShownChatSession({ ...parts, changed, left: () => this.#sending.outgoing.forgetAcknowledged() });
    this.#reception = new Reception({ ...parts, changed });
    this.#peek = new Peek(link, clock);
    this.#place = new QueuePlace({ ...parts, changed });
    this.#sending = new Sending({
      ...parts,
      served: () => this.#shown.served,
      anew: () => this.#shown.beginsAnew,
      opened: ({ chat_session }) => this.#shown.show(chat_session),
      welcomed: (welcome) => this.#take(welcome),
      acked: ({ at }) => this.#serverTime.hear(at, clock.now()),
    });
    this.#sending.outgoing.onChange(() => {
      if (this.#sending.outgoing.returned.length > 0) this.#reception.doubt();
      this.#changed();
    });
    link.onState((state) => {
      this.#link = state;
      this.#changed();
    });
    link.onGreeting((welcome) => this.#greeted(welcome));
    link.onEvent((event) => this.#hear(event));
  }

  get state(): DeskState {
    const { chatSession, thread, timeline, standing, goesOn } = this.#shown;
    const read = thread?.state.read.customer ?? 0;
    return {
      link: this.#link,
      chatSession,
      standing,
      goesOn,
      thread: thread?.state ?? null,
      outgoing: this.#sending.outgoing.beside(timeline),
      returned: this.#sending.outgoing.returned,
      place: this.#place.state,
      away: this.#reception.away,
      absentUntilMs: standing.absentUntil === null ? null : this.#serverTime.here(standing.absentUntil),
      known: this.#known,
      peeked: this.#peeked,
      unread: timeline.entries.slice(read).filter((entry) => isToRead(entry) && entry.sender.kind !== "customer").length,
      maxTextChars: this.#maxTextChars,
    };
  }

  onChange(listener: (state: DeskState) => void): () => void {
    return this.#changes.add(listener);
  }

  /** Shows and sends what an earlier page left in the outbox; connects when there is something to connect for. */
  async start(known: boolean): Promise<void> {
    await this.#sending.start();
    if (known || this.state.outgoing.length > 0) this.connect();
    this.#parts.outbox.onChange(() => this.connect());
  }

  /** Called as soon as somebody means to write, and not before. Harmless when connected, or given up. */
  connect(): void {
    const { link } = this.#parts;
    if (link.state.phase === "stopped" && link.state.reason === null) link.start();
  }

  /** The person asks for another try: instead of waiting on, or after it was given up. */
  tryAgain(): void {
    const { link } = this.#parts;
    if (link.state.phase === "stopped") link.start();
    else link.hurry();
  }

  /** Whether the panel is open before somebody's eyes. */
  look(looking: boolean): void {
    this.#looking = looking;
    this.#changed();
  }

  /** Takes these words on their way, and what was answered before; with `leaves`, as a message to be answered later. */
  async write(text: string, leaves?: Leaves, answers: readonly Answer[] = []): Promise<void> {
    this.typing("");
    await this.#sending.write(text, leaves, answers);
  }

  retry(clientId: string): void {
    void this.#parts.outbox.mark(clientId, null);
  }

  discard(clientId: string): void {
    void this.#parts.outbox.discard(clientId);
  }

  /** Call whenever what stands in the box has changed. */
  typing(text: string): void {
    const on = text.trim() !== "";
    if (on) this.connect();
    const { open, thread } = this.#shown;
    if (open !== null && this.#peeked) this.#peek.type(open, text);
    else if (open !== null) thread?.typing(on);
  }

  saw(seq: number): void {
    this.#shown.thread?.saw(seq);
  }

  /** Ends the chat. Rejects as requests do. */
  async end(): Promise<void> {
    const chatSession = this.#shown.open;
    if (chatSession !== null) await this.#parts.link.request({ type: "close", chat_session: chatSession });
  }

  /** After the end: the next message continues the same chat session, if it ended just now. */
  goOn(): void {
    this.#shown.goOn();
  }

  /** After the end: an empty panel, and the next message opens a new chat session. */
  startAnew(): void {
    this.#shown.putAway();
  }

  #greeted(welcome: Welcome): void {
    this.#serverTime.hear(welcome.now, this.#parts.clock.now());
    this.#take(welcome);
    this.#sending.poke();
    this.#reception.ask();
    this.#place.ask();
  }

  #hear(event: CustomerEvent): void {
    if (event.type === "chat_session") this.#shown.show(event.chat_session);
    else if (event.type === "place") this.#place.hear(event);
    else if (event.type === "entry") this.#serverTime.hear(event.at, this.#parts.clock.now());
  }

  #take({ customer, chat_session, max_text_chars, sneak_peek = false }: Welcome): void {
    this.#peeked = sneak_peek;
    this.#maxTextChars = max_text_chars;
    this.#known = customer.name !== "";
    if (chat_session !== null) this.#shown.show(chat_session);
  }

  #changed(): void {
    const { standing, open } = this.#shown;
    this.#reception.mind(standing.phase, this.#looking);
    this.#place.follow(standing.phase === "waiting" ? open : null);
    this.#changes.tell(this.state);
  }
}
