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
import "./styles/narrow.css";

import { signal } from "@preact/signals";
import { render } from "preact";

import { browserClock, browserExclusively, browserOutbox, browserUploads, onChanceToConnect } from "../wire/browser";
import { agentLink } from "../wire/links";
import { Desk } from "./desk";
import { Device } from "./device";
import { Drafts } from "./drafts";
import { newId } from "../shared/ids";
import { orderPattern } from "../shared/orders";
import { pageLanguage } from "../shared/page_language";
import { stringsFor } from "./i18n";
import { agentCredentials } from "./ticket";
import { App } from "./ui/App";
import { type Asking, Context } from "./ui/context";
import { rememberedAside } from "./ui/remembered";
import { TopBar } from "./ui/TopBar";

async function start(root: HTMLElement, bar: HTMLElement): Promise<void> {
  const { agent = "", csrf = "", ticketUrl = "", loginUrl = "", customerUrl = "", orderNumber = "" } = root.dataset;
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
  const surroundings = { desk, drafts: new Drafts(sessionStorage), device, say, language, loginUrl, asking, aside, historyUrlOf, orderNumber: orderPattern(orderNumber) };

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
