/** Whether somebody looks at the console, in this tab or in another of the same browser, and at which chat. */

import { signal } from "@preact/signals";

import type { Clock } from "../../wire/clock";
import type { TabChannel } from "../../wire/tabs";

interface Told {
  readonly tab: string;
  /** Of the tab that has the focus: the chat on screen, or null for none. `undefined`: it has no focus. */
  readonly at: string | null | undefined;
}

const REPEAT_MS = 5_000;
/** A tab that crashed says nothing more. */
const FORGET_MS = 12_000;

export class Attention {
  /** In this tab. */
  readonly here = signal<{ readonly at: string | null } | null>(null);
  readonly #tabs: TabChannel;
  readonly #clock: Clock;
  readonly #me: string;
  readonly #others = new Map<string, { at: string | null; until: number }>();
  #stopRepeating: () => void = () => undefined;

  constructor(tabs: TabChannel, clock: Clock, me: string) {
    this.#tabs = tabs;
    this.#clock = clock;
    this.#me = me;
    tabs.listen((message) => this.#hear(message));
  }

  /** This tab has the focus and this chat on screen; or, with null, it has not. */
  look(here: { readonly at: string | null } | null): void {
    if (this.here.peek()?.at === here?.at && (this.here.peek() === null) === (here === null)) return;
    this.here.value = here;
    this.#tell();
  }

  /** Whether anybody looks at the console; or at this chat in it. */
  isOn(chatSession?: string): boolean {
    const now = this.#clock.now();
    const looks = [...this.#others.values()].filter(({ until }) => until > now).map(({ at }) => ({ at }));
    const here = this.here.peek();
    if (here) looks.push(here);
    return chatSession === undefined ? looks.length > 0 : looks.some(({ at }) => at === chatSession);
  }

  #tell(): void {
    this.#stopRepeating();
    const here = this.here.peek();
    this.#tabs.post({ tab: this.#me, at: here ? here.at : undefined } satisfies Told);
    if (here) this.#stopRepeating = this.#clock.after(REPEAT_MS, () => this.#tell());
  }

  #hear(message: unknown): void {
    const { tab, at } = message as Told;
    if (at === undefined) this.#others.delete(tab);
    else this.#others.set(tab, { at, until: this.#clock.now() + FORGET_MS });
  }
}
