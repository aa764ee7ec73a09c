/** Starts the console in the page that Django rendered. */

import "./styles/tokens.css";
import "./styles/console.css";
import "./styles/bar.css";
import "./styles/list.css";
import "./styles/ring.css";
import "./styles/thread.css";
import "./styles/message.css";
import "./styles/composer.css";
import "./styles/aside.css";
import "./styles/dialog.css";
import "./styles/palette.css";
import "./styles/narrow.css";
import "./styles/print.css";

import { signal } from "@preact/signals";
import { render } from "preact";

import { browserClock, browserExclusively, browserOutbox, browserTabs, browserUploads, onChanceToConnect } from "../wire/browser";
import { agentLink } from "../wire/links";
import { startAlerts } from "./alerts";
import { Desk } from "./desk";
import { Device } from "./device";
import { Drafts } from "./drafts";
import { FactsWatch } from "./facts_watch";
import { newId } from "../shared/ids";
import { orderPattern } from "../shared/orders";
import { pageLanguage } from "../shared/page_language";
import { stringsFor } from "./i18n";
import { agentCredentials } from "./ticket";
import { App } from "./ui/App";
import { type Asking, Context, type Surroundings } from "./ui/context";
import { rememberedAside } from "./ui/remembered";
import { TopBar } from "./ui/TopBar";

async function start(root: HTMLElement, bar: HTMLElement): Promise<void> {
  const { agent = "", csrf = "", ticketUrl = "", loginUrl = "", customerUrl = "", historyUrl = "", orderNumber = "" } = root.dataset;
  const language = pageLanguage(document.documentElement.lang, navigator.languages);
  const say = stringsFor(language);
  // One outbox for each agent: whoever signs in here next must not send what somebody else wrote.
  const name = `frontdesk-console-${agent}`;
  const { outbox } = await browserOutbox(name);
  const credentials = agentCredentials(ticketUrl, csrf, (url, init) => fetch(url, init));
  const link = agentLink(credentials);
  const files = { way: browserUploads(() => credentials.headers()), exclusively: browserExclusively(`${name}-files`) };
  const desk = new Desk({ link, outbox, exclusively: browserExclusively(name), files, clock: browserClock, newId, say });
  const historyUrlOf = (id: string) => customerUrl.replace("00000000-0000-0000-0000-000000000000", id);
  const asking = signal<Asking | null>(null);
  const device = new Device(localStorage);
  addEventListener("storage", () => device.reread());
  const aside = rememberedAside(device, matchMedia("(min-width: 1180px)").matches);
  const facts = new FactsWatch(link, (session) => desk.deeds.customer(session));
  const alerts = startAlerts({ desk, device, clock: browserClock, tabs: browserTabs(`${name}-attention`), name, tab: newId(), say });
  const surroundings: Surroundings = {
    desk,
    drafts: new Drafts(sessionStorage),
    device,
    alerts,
    say,
    language,
    loginUrl,
    asking,
    aside,
    facts,
    cameFrom: signal(null),
    goTo: signal(null),
    selected: signal(null),
    historySearchUrl: historyUrl,
    historyUrlOf,
    orderNumber: orderPattern(orderNumber),
  };

  const within = (part: preact.JSX.Element) => <Context.Provider value={surroundings}>{part}</Context.Provider>;
  root.replaceChildren();
  render(within(<App />), root);
  render(within(<TopBar />), bar);
  desk.start();
  onChanceToConnect(() => link.hurry());
}

const root = document.getElementById("console");
const bar = document.getElementById("console-bar");
if (root && bar) void start(root, bar);
