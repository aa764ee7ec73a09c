/** What was begun but not sent, per chat session and lane; outlives a reload of the page, not the tab. */

import type { Lane } from "../protocol";

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class Drafts {
  readonly #storage: Kept;

  constructor(storage: Kept) {
    this.#storage = storage;
  }

  get(session: string, lane: Lane): string {
    return this.#storage.getItem(key(session, lane)) ?? "";
  }

  set(session: string, lane: Lane, text: string): void {
    try {
      if (text === "") this.#storage.removeItem(key(session, lane));
      else this.#storage.setItem(key(session, lane), text);
    } catch {
      // The storage is full or barred: the text field still holds the draft.
    }
  }
}

const key = (session: string, lane: Lane): string => `frontdesk-draft ${session} ${lane}`;
