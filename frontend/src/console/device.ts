/** What this device remembers of how its agent likes to work; the server never hears of it. */

import { signal } from "@preact/signals";

export interface Choices {
  /** Whether the right column stands beside the thread. */
  readonly asideOpen: boolean;
  /** The sections of any column that are folded, by id. */
  readonly folded: readonly string[];
  readonly ringSound: boolean;
  readonly messageSound: boolean;
  readonly volumePercent: number;
  /** Whether it goes on ringing while somebody looks at the console; else it rings once. */
  readonly ringOn: boolean;
  readonly desktop: boolean;
  /** Whether notifications show what customers wrote. */
  readonly showText: boolean;
  /** Whether the alerts were set up on this device, or found good as they are. */
  readonly alertsSeen: boolean;
  /** Whether the end of one chat leads to the next that waits. */
  readonly closeAndNext: boolean;
}

export const usual: Choices = {
  asideOpen: true,
  folded: [],
  ringSound: true,
  messageSound: true,
  volumePercent: 70,
  ringOn: false,
  desktop: true,
  showText: true,
  alertsSeen: false,
  closeAndNext: true,
};

type Kept = Pick<Storage, "getItem" | "setItem">;

const KEY = "frontdesk-console";

export class Device {
  readonly choices = signal<Choices>(usual);
  readonly #storage: Kept;

  constructor(storage: Kept) {
    this.#storage = storage;
    this.reread();
  }

  choose(change: Partial<Choices>): void {
    this.choices.value = { ...this.choices.peek(), ...change };
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.choices.peek()));
    } catch {
      // The storage is full or barred: chosen until the page is left.
    }
  }

  folded(section: string): boolean {
    return this.choices.value.folded.includes(section);
  }

  fold(section: string, folded: boolean): void {
    const others = this.choices.peek().folded.filter((other) => other !== section);
    this.choose({ folded: folded ? [...others, section] : others });
  }

  /** Another tab has chosen something. */
  reread(): void {
    this.choices.value = { ...usual, ...understood(this.#stored()) };
  }

  #stored(): unknown {
    try {
      return JSON.parse(this.#storage.getItem(KEY) ?? "{}");
    } catch {
      return {};
    }
  }
}

/** What of it is still a choice today: an older page, or a curious agent, may have written anything. */
function understood(stored: unknown): Partial<Choices> {
  if (typeof stored !== "object" || stored === null) return {};
  const fits = ([key, value]: [string, unknown]) => {
    const known: unknown = usual[key as keyof Choices];
    return known !== undefined && typeof value === typeof known && Array.isArray(value) === Array.isArray(known);
  };
  return Object.fromEntries(Object.entries(stored).filter(fits));
}
