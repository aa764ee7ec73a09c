/** Tells the server which page of the site is open, once somebody chats: what the loader says, and this device's own facts. */

import type { CustomerLink } from "../../wire/link";
import type { Whereabout } from "../messages";

export interface DeviceFacts {
  timeZone: string;
  screen: string;
}

const MOST_URL_CHARS = 2_000;
const MOST_TITLE_CHARS = 200;
const MOST_REFERRER_CHARS = 2_000;

export class Whereabouts {
  readonly #link: CustomerLink;
  readonly #facts: DeviceFacts;
  #page: Whereabout | null = null;

  constructor(link: CustomerLink, facts: DeviceFacts) {
    this.#link = link;
    this.#facts = facts;
    link.onGreeting(() => this.#tell());
  }

  /** The host's page is this one now. Nothing is told before there is a connection, and nobody connects for it. */
  at(page: Whereabout): void {
    if (!/^https?:\/\//.test(page.url)) return;
    this.#page = page;
    const { phase } = this.#link.state;
    if (phase === "online" || phase === "polling") this.#tell();
  }

  #tell(): void {
    if (this.#page === null) return;
    const { url, title, referrer } = this.#page;
    const visit = {
      type: "visit",
      url: cut(url, MOST_URL_CHARS),
      title: cut(title, MOST_TITLE_CHARS),
      referrer: cut(referrer, MOST_REFERRER_CHARS),
      time_zone: this.#facts.timeZone,
      screen: this.#facts.screen,
    } as const;
    // The next greeting tells it again.
    this.#link.request(visit).catch(() => undefined);
  }
}

/** As the server counts: characters, of which none is cut in half. */
const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join("");
