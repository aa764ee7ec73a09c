/** The panel as a site's page describes it, for looking at: nothing is sent, and nobody is called. */

import "../widget/panel/styles/panel.css";
import { render } from "preact";
import { newId } from "../shared/ids";
import { browserClock } from "../wire/browser";
import { Outbox } from "../wire/outbox";
import { MemoryShelf } from "../wire/shelf_memory";
import { atOnce, noOtherTabs } from "../wire/tabs";
import { accentOr, textOn } from "../widget/colour";
import { PanelContext } from "../widget/panel/context";
import { Desk } from "../widget/panel/desk";
import { spokenFor, stringsFor } from "../widget/panel/i18n";
import { App } from "../widget/panel/ui/App";
import { sampleChatSession, sampleEntries } from "./sample";
import { SampleLink } from "./sample_link";
import { READY, type Shown, shownIn } from "./shown";
import { wordsFor } from "./words";

const root = document.getElementById("panel");
const page = document.documentElement;
const language = spokenFor(page.lang || navigator.language);
let current: { key: string; desk: Desk } | null = null;

function show(element: HTMLElement, shown: Shown): void {
  const accent = accentOr(shown.accent);
  page.style.setProperty("--accent", accent);
  page.style.setProperty("--on-accent", textOn(accent));
  const desk = deskFor(shown);
  const site = { name: shown.name, greeting: shown.greeting, questions: shown.questions };
  const panel = { desk, say: stringsFor(language), language, site, durable: true, close: () => undefined };
  render(
    <PanelContext.Provider value={panel}>
      <App key={current?.key} />
    </PanelContext.Provider>,
    element,
  );
}

/** Another one for another view; what only changes words and colours keeps it. */
function deskFor({ view, peeked }: Shown): Desk {
  const key = `${view} ${String(peeked)}`;
  if (current?.key === key) return current.desk;
  const words = wordsFor(language);
  const now = Date.now();
  const link =
    view === "chat" ? new SampleLink(sampleEntries(words, now), sampleChatSession(words, now), peeked) : new SampleLink([], null, peeked);
  const desk = new Desk({
    link,
    outbox: new Outbox(new MemoryShelf(), noOtherTabs),
    clock: browserClock,
    exclusively: atOnce,
    newId,
    language: "",
  });
  current = { key, desk };
  link.greet();
  return desk;
}

if (root !== null) {
  addEventListener("message", (event) => {
    const shown = event.origin === location.origin ? shownIn(event.data) : null;
    if (shown !== null) show(root, shown);
  });
  window.parent.postMessage({ frontdesk: READY }, location.origin);
}
