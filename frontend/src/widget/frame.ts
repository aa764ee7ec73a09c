/** The panel's frame on the host's page: made when first needed, kept from then on. */

import type { ToPanel } from "./messages";

const LOOK_EVERY_MS = 3_000;

export class Frame {
  readonly element = document.createElement("div");
  readonly #url: URL;
  readonly #title: string;
  #iframe: HTMLIFrameElement | null = null;
  #shown = false;
  #ready = false;
  #page = "";

  constructor(url: URL, title: string) {
    this.#url = url;
    this.#title = title;
    this.element.className = "frame";
  }

  get shown(): boolean {
    return this.#shown;
  }

  /** Loads the panel without showing it. */
  load(): void {
    if (this.#iframe !== null) return;
    const iframe = document.createElement("iframe");
    iframe.title = this.#title;
    iframe.allow = "clipboard-write";
    iframe.src = this.#url.href;
    this.element.append(iframe);
    this.#iframe = iframe;
  }

  show(): void {
    this.load();
    this.#shown = true;
    this.element.classList.add("shown");
    this.#iframe?.focus();
    this.#tell({ frontdesk: "shown" });
  }

  hide(): void {
    this.#shown = false;
    this.element.classList.remove("shown");
    this.#tell({ frontdesk: "hidden" });
  }

  /** The panel is ready to listen: say who embeds it and whether it is seen. */
  greet(): void {
    // Pages that load no new document change their address without a word.
    if (!this.#ready) setInterval(() => this.#tellPage(), LOOK_EVERY_MS);
    this.#ready = true;
    this.#page = "";
    this.#tell({ frontdesk: "hello" });
    this.#tell({ frontdesk: this.#shown ? "shown" : "hidden" });
    this.#tellPage();
  }

  isFrom(event: MessageEvent): boolean {
    return this.#iframe !== null && event.source === this.#iframe.contentWindow;
  }

  #tellPage(): void {
    const url = location.href;
    if (url === this.#page) return;
    this.#page = url;
    this.#tell({ frontdesk: "page", url, title: document.title, referrer: document.referrer });
  }

  #tell(message: ToPanel): void {
    if (this.#ready) this.#iframe?.contentWindow?.postMessage(message, this.#url.origin);
  }
}
