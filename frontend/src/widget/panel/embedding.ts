/** The panel's side of the talk with the loader that embeds it. Opened on its own, the panel is simply always shown. */

import { Listeners } from "../../wire/listeners";
import { ours, type ToLoader, type Whereabout } from "../messages";

export const embedded = window.parent !== window;

const changes = new Listeners<boolean>();
const pages = new Listeners<Whereabout>();
let shown = !embedded;
let hostOrigin: string | null = null;
let page: Whereabout | null = null;
let untold: ToLoader | null = null;

export const isShown = (): boolean => shown;
export const onShown = (listener: (shown: boolean) => void): (() => void) => changes.add(listener);

/** Hears which of the host's pages is open: at once, if that is known, and from then on. */
export function onPage(listener: (page: Whereabout) => void): () => void {
  if (page !== null) listener(page);
  return pages.add(listener);
}

/** Only whoever said hello is told anything; who may embed us at all is the content security policy's business. */
export function tellLoader(message: ToLoader): void {
  if (hostOrigin === null) untold = message;
  else window.parent.postMessage(message, hostOrigin);
}

export function listenToLoader(): void {
  if (!embedded) return;
  addEventListener("message", (event) => {
    if (event.source !== window.parent) return;
    const message = ours(event.data);
    if (message?.frontdesk === "hello") {
      hostOrigin = event.origin;
      if (untold !== null) tellLoader(untold);
      untold = null;
    } else if (event.origin === hostOrigin && (message?.frontdesk === "shown" || message?.frontdesk === "hidden")) {
      shown = message.frontdesk === "shown";
      changes.tell(shown);
    } else if (event.origin === hostOrigin && message?.frontdesk === "page") {
      page = { url: message.url, title: message.title, referrer: message.referrer };
      pages.tell(page);
    }
  });
  // The one message that anybody may hear: it says only that we are here.
  window.parent.postMessage({ frontdesk: "ready" } satisfies ToLoader, "*");
}
