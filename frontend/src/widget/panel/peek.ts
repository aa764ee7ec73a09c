/** Shows staff what is being typed, where the site says so and the panel has told the person. */

import type { Clock } from "../../wire/clock";
import type { CustomerLink } from "../../wire/link";

const EVERY_MS = 1_000;
const MOST_CHARS = 500;

export class Peek {
  readonly #link: CustomerLink;
  readonly #clock: Clock;
  #told = { session: "", text: "" };
  #toldAt = -Infinity;
  #stopTimer: () => void = () => undefined;

  constructor(link: CustomerLink, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  /** The text in the box is this now. Told at most once a second, and at once when nothing is left. */
  type(session: string, text: string): void {
    this.#stopTimer();
    if (session === this.#told.session && text === this.#told.text) return;
    const dueIn = text.trim() === "" ? 0 : this.#toldAt + EVERY_MS - this.#clock.now();
    if (dueIn <= 0) this.#tell(session, text);
    else this.#stopTimer = this.#clock.after(dueIn, () => this.#tell(session, text));
  }

  #tell(session: string, text: string): void {
    this.#told = { session, text };
    this.#toldAt = this.#clock.now();
    const on = text.trim() !== "";
    // Of a long text the end, where the typing is.
    const end = on ? Array.from(text).slice(-MOST_CHARS).join("") : "";
    this.#link.request({ type: "typing", chat_session: session, on, text: end }).catch(() => undefined);
  }
}
