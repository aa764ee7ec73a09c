/** Notifications of the desktop: one for each thing that happened, gone when it is over. */

import { signal } from "@preact/signals";

export type Permission = "granted" | "denied" | "default" | "missing";

export interface Shown {
  /** What has the same tag takes its place. */
  tag: string;
  title: string;
  body: string;
  /** Until it is closed, not only for some seconds. */
  stays: boolean;
  onClick: () => void;
}

export class Notifications {
  readonly permission = signal<Permission>("missing");
  readonly #kind: typeof Notification | undefined;
  readonly #open = new Map<string, Notification>();

  /** `kind` is undefined where there are none: on old browsers, and on pages that came over plain HTTP. */
  constructor(kind: typeof Notification | undefined) {
    this.#kind = kind;
    this.reread();
  }

  /** The agent may have changed it in the browser's settings. */
  reread(): void {
    this.permission.value = this.#kind?.permission ?? "missing";
  }

  /** To be called in answer to a click: the browser asks. */
  async ask(): Promise<void> {
    await this.#kind?.requestPermission();
    this.reread();
  }

  /** Resolves nothing and promises nothing: whether it is seen is up to the desktop. */
  show({ tag, title, body, stays, onClick }: Shown): void {
    if (this.#kind?.permission !== "granted") return;
    this.close(tag);
    try {
      const shown = new this.#kind(title, { tag, body, requireInteraction: stays, silent: true });
      shown.onclick = () => {
        shown.close();
        onClick();
      };
      shown.onclose = () => {
        if (this.#open.get(tag) === shown) this.#open.delete(tag);
      };
      this.#open.set(tag, shown);
    } catch {
      // Some phones have the name but not the thing.
      this.permission.value = "missing";
    }
  }

  close(tag: string): void {
    this.#open.get(tag)?.close();
    this.#open.delete(tag);
  }
}
