/**
 * The script on the host's page: a button, and nothing else until somebody wants to chat.
 *
 *   <script async src="https://chat.example.com/widget.js" data-site="…"></script>
 *
 * Optional: data-accent="#2f6f4f", data-position="left", data-label="Ask us".
 */

import { Frame } from "./frame";
import { Launcher } from "./launcher";
import { ours, type ToLoader } from "./messages";
import { loaderStyles, styleRoot } from "./loader_styles";

type Happening = "open" | "close" | "unread";

interface Api {
  open: () => void;
  close: () => void;
  toggle: () => void;
  /** Hears of `open`, `close` and `unread` (with the count). The returned function ends it. */
  on: (happening: Happening, listener: (count: number) => void) => () => void;
}

declare global {
  interface Window {
    Frontdesk?: Api;
  }
}

const script = document.currentScript ?? document.querySelector("script[data-site][src*='widget.js']");
if (script instanceof HTMLScriptElement && script.dataset["site"] && window.Frontdesk === undefined) {
  const begin = (): void => {
    window.Frontdesk = install(script, script.dataset["site"] ?? "");
  };
  if (document.readyState !== "loading" || document.querySelector("body")) begin();
  else addEventListener("DOMContentLoaded", begin, { once: true });
}

function install(source: HTMLScriptElement, site: string): Api {
  const { accent, position, label } = source.dataset;
  const panelUrl = new URL(`widget/${encodeURIComponent(site)}/`, source.src);
  const listeners = new Map<Happening, Set<(count: number) => void>>();
  const tell = (happening: Happening, count: number): void => listeners.get(happening)?.forEach((listener) => listener(count));

  const host = document.createElement("div");
  host.id = "frontdesk";
  const root = host.attachShadow({ mode: "open" });
  styleRoot(root, loaderStyles(accent, position === "left"));

  const launcher = new Launcher(label, () => toggle());
  const frame = new Frame(panelUrl, launcher.words.panel);
  root.append(frame.element, launcher.element);
  document.body.append(host);

  const open = (): void => {
    if (frame.shown) return;
    remember(site);
    frame.show();
    launcher.showOpen(true);
    tell("open", 0);
  };
  const close = (): void => {
    if (!frame.shown) return;
    frame.hide();
    launcher.showOpen(false);
    launcher.element.focus();
    tell("close", 0);
  };
  const toggle = (): void => (frame.shown ? close() : open());

  addEventListener("message", (event) => {
    if (event.origin !== panelUrl.origin || !frame.isFrom(event)) return;
    const message = ours(event.data) as ToLoader | null;
    if (message?.frontdesk === "ready") frame.greet();
    else if (message?.frontdesk === "close") close();
    else if (message?.frontdesk === "unread" && Number.isInteger(message.count)) {
      launcher.showUnread(message.count);
      tell("unread", message.count);
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close();
  });
  if (isRemembered(site)) whenIdle(() => frame.load());

  return {
    open,
    close,
    toggle,
    on: (happening, listener) => {
      const theirs = listeners.get(happening) ?? new Set();
      listeners.set(happening, theirs.add(listener));
      return () => theirs.delete(listener);
    },
  };
}

/** Whoever has chatted here once is told of answers without opening the panel. */
function remember(site: string): void {
  try {
    localStorage.setItem(`frontdesk:${site}`, "1");
  } catch {
    // Without storage there is no badge on the next visit; the chat itself works.
  }
}

function isRemembered(site: string): boolean {
  try {
    return localStorage.getItem(`frontdesk:${site}`) === "1";
  } catch {
    return false;
  }
}

function whenIdle(work: () => void): void {
  const later = (): void => {
    if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 5_000 });
    else setTimeout(work, 1_500);
  };
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
