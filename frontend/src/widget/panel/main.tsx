/** The panel's page: everything is put together here, and nowhere else. */

import "./styles/panel.css";
import { render } from "preact";
import { newId } from "../../shared/ids";
import { browserClock, browserExclusively, browserOutbox, onChanceToConnect } from "../../wire/browser";
import { customerLink } from "../../wire/links";
import { accentOr, textOn } from "../colour";
import { PanelContext } from "./context";
import { Desk } from "./desk";
import { embedded, isShown, listenToLoader, onPage, onShown, tellLoader } from "./embedding";
import { spokenFor, stringsFor } from "./i18n";
import { CustomerToken } from "./token";
import { newCustomer, tokenStore } from "./token_browser";
import { App } from "./ui/App";
import { questionsOf } from "./questions";
import { Whereabouts } from "./whereabouts";

const root = document.getElementById("panel");
if (root !== null) void begin(root);

async function begin(element: HTMLElement): Promise<void> {
  const { site = "", name = "", greeting = "", accent, questions } = element.dataset;
  const language = spokenFor(navigator.language);
  document.documentElement.lang = language;
  const colour = accentOr(accent);
  document.documentElement.style.setProperty("--accent", colour);
  document.documentElement.style.setProperty("--on-accent", textOn(colour));
  listenToLoader();

  const { outbox, durable } = await browserOutbox(`frontdesk:${site}`);
  const token = new CustomerToken({
    store: await tokenStore(() => indexedDB, site),
    create: () => newCustomer(site),
    exclusively: browserExclusively(`frontdesk-token:${site}`),
  });
  const link = customerLink(token);
  const desk = new Desk({
    link,
    outbox,
    clock: browserClock,
    exclusively: browserExclusively(`frontdesk-send:${site}`),
    newId,
    language: languageTag(navigator.language),
  });

  const whereabouts = new Whereabouts(link, {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: `${screen.width}x${screen.height}`,
  });
  onPage((page) => whereabouts.at(page));

  const close = (): void => tellLoader({ frontdesk: "close" });
  let told = 0;
  const tellUnread = (): void => {
    const count = isShown() ? 0 : desk.state.unread;
    if (embedded && count !== told) tellLoader({ frontdesk: "unread", count: (told = count) });
  };
  desk.onChange(tellUnread);
  onShown(tellUnread);
  onShown((shown) => desk.look(shown));
  desk.look(isShown());
  onChanceToConnect(() => link.hurry());
  if (embedded) {
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) close();
    });
  }

  const panel = { desk, say: stringsFor(language), language, site: { name, greeting, questions: questionsOf(questions) }, durable, close: embedded ? close : null };
  render(
    <PanelContext.Provider value={panel}>
      <App />
    </PanelContext.Provider>,
    element,
  );
  await desk.start(await token.exists());
}

/** As the protocol takes it; nothing, where a browser says something else. */
function languageTag(language: string): string {
  return /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : "";
}
