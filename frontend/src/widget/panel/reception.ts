/** Whether a new chat session would be taken now. Asked only while somebody looks, and where the answer matters. */

import type { Desk } from "../../protocol";
import type { Clock } from "../../wire/clock";
import type { CustomerLink } from "../../wire/link";
import type { Standing } from "./status";

/** Nobody takes chats: why, and when somebody does again (milliseconds since the epoch; `null`: not known). */
export interface Away {
  reason: "hours" | "full" | null;
  opensAtMs: number | null;
}

export interface ReceptionParts {
  link: CustomerLink;
  clock: Clock;
  language: string;
  changed: () => void;
}

const ASK_AGAIN_MS = 60_000;

export class Reception {
  readonly #parts: ReceptionParts;
  #away: Away | null = null;
  #served = false;
  #wanted = false;
  #asking = false;
  #stopTimer: () => void = () => undefined;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** `null` while chats are taken, and until the contrary is known. */
  get away(): Away | null {
    return this.#away;
  }

  /** Call whenever it may have changed how things stand, or whether somebody looks. */
  mind(phase: Standing["phase"], shown: boolean): void {
    this.#served = phase === "waiting" || phase === "active";
    if (this.#served) this.#away = null;
    const wanted = shown && !this.#served;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) this.ask();
    else this.#stopTimer();
  }

  /** A chat session was refused as `offline`, here or in another tab. */
  doubt(): void {
    if (this.#away === null) this.ask();
  }

  /** After a greeting. Without a connection nothing is asked. */
  ask(): void {
    const { phase } = this.#parts.link.state;
    if (!this.#wanted || this.#asking || (phase !== "online" && phase !== "polling")) return;
    this.#asking = true;
    this.#stopTimer();
    void this.#answer().finally(() => (this.#asking = false));
  }

  async #answer(): Promise<void> {
    const { link, language, changed } = this.#parts;
    try {
      const desk = (await link.request({ type: "get_desk", language })) as Desk;
      this.#away = desk.open || this.#served ? null : awayOf(desk);
      if (this.#away !== null) this.#later();
      changed();
    } catch {
      this.#later();
    }
  }

  #later(): void {
    if (!this.#wanted) return;
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(ASK_AGAIN_MS, () => this.ask());
  }
}

const awayOf = ({ reason = null, opens_at: opensAt = null }: Desk): Away => ({
  reason,
  opensAtMs: opensAt === null ? null : Date.parse(opensAt),
});
