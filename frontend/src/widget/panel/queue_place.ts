/** The place of the chat session that waits: asked once, then told by events, and looked after now and then. */

import type { Place, WaitEstimate } from "../../protocol";
import type { Clock } from "../../wire/clock";
import type { CustomerLink } from "../../wire/link";

export interface PlaceInLine {
  /** 1 is next. */
  place: number;
  wait: WaitEstimate | null;
}

/** An event may be lost: on a socket seldom, between two exchanges of long-polling more often. */
const LOOK_AGAIN_MS = 60_000;
const LOOK_AGAIN_POLLING_MS = 20_000;

export class QueuePlace {
  readonly #parts: { link: CustomerLink; clock: Clock; changed: () => void };
  #followed: string | null = null;
  #state: PlaceInLine | null = null;
  /** Grows with every place that came, so that a reply older than an event is recognised. */
  #heard = 0;
  /** The chat session that is being asked for. */
  #asked: string | null = null;
  #stopTimer: () => void = () => undefined;

  constructor(parts: { link: CustomerLink; clock: Clock; changed: () => void }) {
    this.#parts = parts;
  }

  /** `null` while nothing waits, or its place is not known. */
  get state(): PlaceInLine | null {
    return this.#state;
  }

  /** The chat session that waits now, if one does. Naming the same one again is harmless. */
  follow(chatSession: string | null): void {
    if (chatSession === this.#followed) return;
    this.#followed = chatSession;
    this.#state = null;
    this.#stopTimer();
    if (chatSession !== null) this.ask();
  }

  /** After each greeting: what happened meanwhile was not heard. */
  ask(): void {
    const { link, clock } = this.#parts;
    const chatSession = this.#followed;
    if (chatSession === null || chatSession === this.#asked) return;
    this.#stopTimer();
    const againMs = link.state.phase === "polling" ? LOOK_AGAIN_POLLING_MS : LOOK_AGAIN_MS;
    // Everybody in line hears of a change at once; they need not all look after it at once.
    this.#stopTimer = clock.after(againMs * (0.8 + 0.4 * clock.random()), () => this.ask());
    const heard = this.#heard;
    this.#asked = chatSession;
    link.request({ type: "get_place", chat_session: chatSession }).then(
      (place) => {
        this.#asked = null;
        if (heard === this.#heard) this.hear(place as Place);
      },
      () => (this.#asked = null),
    );
  }

  hear({ chat_session: chatSession, place, wait }: Place): void {
    if (chatSession !== this.#followed) return;
    this.#heard += 1;
    this.#state = place === null ? null : { place, wait };
    this.#parts.changed();
  }
}
